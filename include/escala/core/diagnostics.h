// SPDX-License-Identifier: Apache-2.0
// Messages to users about their input: problem (reason); suggestion, at a place in a source.
//
// Stages report into a Diagnostics and continue, so that one run reports every mistake.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "escala/core/source.h"

namespace escala {

enum class Severity { warning, error };

// One message.
struct Diagnostic {
  Severity severity = Severity::error;
  Span span;
  std::string problem;            // what is wrong, in the user's words
  std::string reason;             // why; may be empty
  std::string suggestion;         // what to do; may be empty
  std::vector<Span> repeats = {}; // the other places of the same message in the same text
};

// "FILE:LINE:COL: error: problem (reason); suggestion", then the source line and a line with a
// caret below the place. Every line ends with a newline.
std::string to_text(const Diagnostic& diagnostic);

// The messages about one input. The texts that they point into must live as long, or be owned.
class Diagnostics {
 public:
  // Adds a message about the text at `span`.
  void error(Span span, std::string problem, std::string reason = {}, std::string suggestion = {});
  void warning(Span span, std::string problem, std::string reason = {},
               std::string suggestion = {});
  void add(Diagnostic diagnostic);

  // Keeps the texts that the messages point into.
  void own(std::shared_ptr<const Sources> sources);

  // Errors only; warnings are not counted.
  bool has_errors() const { return errors_ > 0; }
  std::size_t error_count() const { return errors_; }
  // Whether there are neither errors nor warnings.
  bool empty() const { return all_.empty(); }

  // Ordered by source (as first mentioned), then by offset. A message that has several places in a
  // text is one message with repeats.
  std::vector<Diagnostic> sorted() const;
  // In the order in which they were reported.
  const std::vector<Diagnostic>& all() const { return all_; }

 private:
  std::vector<Diagnostic> all_;
  std::vector<std::shared_ptr<const Sources>> sources_;
  std::size_t errors_ = 0;
};

} // namespace escala
