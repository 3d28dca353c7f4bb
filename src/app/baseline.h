// SPDX-License-Identifier: Apache-2.0
// The file of --baseline, with which targets are compared: a plan, or an earlier JSON result.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/arguments.h"
#include "app/load.h"
#include "app/outputs.h"
#include "escala/core/diagnostics.h"
#include "escala/report/earlier_result.h"
#include "escala/report/run_result.h"
#include "escala/targets/check.h"

namespace escala::app {

// Thrown where a baseline cannot be used.
struct BaselineFailure {
  int code;
  std::string file;
  Diagnostics diagnostics;
};

// What one plan of the command is compared with: a plan, or else an earlier result; neither where
// the baseline lacks the plan's variant or file.
struct ComparedPlan {
  std::shared_ptr<const CompiledPlan> plan = {};
  std::optional<EarlierEstimates> earlier = {};
  BaselineOfResult shown;

  bool is_lacking() const { return plan == nullptr && !earlier; }
  Baseline baseline() const;
};

class BaselineFile {
 public:
  // Null if the option is not given. Throws a UsageError if an output would replace the baseline,
  // and a BaselineFailure.
  static std::unique_ptr<BaselineFile> open(const Arguments& arguments, const Outputs& outputs);

  // `variants`: those that are laid over the plan. `from_all`: by --all-variants. A plan of the
  // baseline takes those that it has; from --all-variants it must have them. Throws a
  // BaselineFailure.
  ComparedPlan for_plan(const Loaded& loaded, const std::vector<std::string>& variants,
                        bool from_all);

 private:
  explicit BaselineFile(const Arguments& arguments);

  void read_results(const std::string& text);
  void open_plan(std::string text);
  Compilation compile(const std::vector<std::string>& variants) const;
  std::shared_ptr<const CompiledPlan> compiled(const std::vector<std::string>& variants);
  void take_plan(const Loaded& loaded, const std::vector<std::string>& variants, bool from_all,
                 ComparedPlan& compared);
  void take_result(const Loaded& loaded, ComparedPlan& compared);
  const EarlierResult* result_for(const Provenance& from) const;
  [[noreturn]] void fail(int code, std::string problem, std::string reason = {},
                         std::string suggestion = {}) const;
  void warn(const std::string& problem, const std::string& reason) const;

  const Arguments& arguments_;
  std::string file_;
  std::string sha256_;
  std::optional<PlanFile> plan_;
  std::vector<std::string> variants_; // that the plan has
  std::map<std::vector<std::string>, std::shared_ptr<const CompiledPlan>> compiled_;
  std::vector<EarlierResult> results_;
};

} // namespace escala::app
