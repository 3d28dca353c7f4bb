// SPDX-License-Identifier: Apache-2.0
// What is said to users about their input: problem (reason); suggestion, at a place.
//
// Stages report into a Diagnostics and go on, so that one run names every mistake.
#pragma once

#include <string>
#include <vector>

#include "escala/core/source.h"

namespace escala {

enum class Severity { warning, error };

struct Diagnostic {
  Severity severity = Severity::error;
  Span span;
  std::string problem;    // what is wrong, in the user's words
  std::string reason;     // why; may be empty
  std::string suggestion; // what to do; may be empty
};

// "FILE:LINE:COL: error: problem (reason); suggestion", the line, and a caret, each line ended.
std::string to_text(const Diagnostic& diagnostic);

class Diagnostics {
 public:
  void error(Span span, std::string problem, std::string reason = {}, std::string suggestion = {});
  void warning(Span span, std::string problem, std::string reason = {},
               std::string suggestion = {});
  void add(Diagnostic diagnostic);

  bool has_errors() const { return errors_ > 0; }
  std::size_t error_count() const { return errors_; }
  bool empty() const { return all_.empty(); }

  // In the order of their places: sources as they were first mentioned, then offsets.
  std::vector<Diagnostic> sorted() const;
  const std::vector<Diagnostic>& all() const { return all_; }

 private:
  std::vector<Diagnostic> all_;
  std::size_t errors_ = 0;
};

} // namespace escala
