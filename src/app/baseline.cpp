// SPDX-License-Identifier: Apache-2.0
#include "app/baseline.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "app/exit_code.h"
#include "app/files.h"
#include "app/messages.h"
#include "app/options/list.h"
#include "app/usage_error.h"
#include "escala/render/read_json.h"
#include "escala/scenario/scenario.h"

namespace escala::app {
namespace {

constexpr std::size_t kMaxBaselineBytes = 64 << 20;
constexpr std::size_t kShownMistakes = 5;
constexpr const char* kWhatItIs = "a baseline is a plan, or a JSON result of escala run or check";

bool is_object(const std::string& text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  return first != std::string::npos && text[first] == '{';
}

std::string name_of(const Provenance& from) {
  return from.variant.empty() ? from.file : fmt::format("{} ({})", from.file, from.variant);
}

std::filesystem::path normal(const std::string& file) {
  return std::filesystem::path(file).lexically_normal();
}

void require_baseline(const Arguments& arguments) {
  for (const OptionSpec* option : {static_cast<const OptionSpec*>(&option::max_drop),
                                   static_cast<const OptionSpec*>(&option::only_changes)})
    if (arguments.has(*option))
      throw UsageError{fmt::format("{} needs --baseline", option->name),
                       "there is nothing to compare targets with", "add --baseline FILE"};
}

} // namespace

Baseline ComparedPlan::baseline() const {
  return {.model = plan == nullptr ? nullptr : &plan->model,
          .earlier = earlier.value_or(EarlierEstimates()),
          .max_drop = shown.max_drop};
}

BaselineFile::BaselineFile(const Arguments& arguments)
    : arguments_(arguments), file_(arguments.texts(option::baseline).back()) {}

std::unique_ptr<BaselineFile> BaselineFile::open(const Arguments& arguments,
                                                 const Outputs& outputs) {
  if (!arguments.has(option::baseline)) {
    require_baseline(arguments);
    return nullptr;
  }
  std::unique_ptr<BaselineFile> baseline(new BaselineFile(arguments));
  const std::string& file = baseline->file_;
  if (file == "-" && std::ranges::find(arguments.operands, "-") != arguments.operands.end())
    throw UsageError{"--baseline -: the scenario is standard input too", "it can be read only once",
                     "name a file"};
  const InputFile input{file, "the baseline", identity_of(file)};
  keep_inputs(outputs, {&input, 1});
  std::string why;
  std::optional<std::string> text = read_file(file, kMaxBaselineBytes, why);
  if (!text)
    baseline->fail(kCouldNotFinish, fmt::format("{} cannot be read", file), why, "check the path");
  baseline->sha256_ = sha256(*text);
  if (is_object(*text))
    baseline->read_results(*text);
  if (baseline->results_.empty())
    baseline->open_plan(*std::move(text));
  if (baseline->plan_)
    keep_inputs(outputs, data_inputs(*baseline->plan_));
  return baseline;
}

void BaselineFile::fail(int code, std::string problem, std::string reason,
                        std::string suggestion) const {
  BaselineFailure failure{code, file_, {}};
  failure.diagnostics.error({}, std::move(problem), std::move(reason), std::move(suggestion));
  throw failure;
}

void BaselineFile::warn(const std::string& problem, const std::string& reason) const {
  if (!arguments_.has(option::quiet))
    say_warning(problem, reason, "");
}

// A plan may be written as a JSON object too. It has no schema.
void BaselineFile::read_results(const std::string& text) {
  if (text.find("\"schema\"") == std::string::npos)
    return;
  if (text.size() > kMaxBaselineBytes)
    fail(kInvalid, fmt::format("{} is too large", file_), "a result is at most 64 MiB");
  const ReadData read = read_json(text, earlier_result_types());
  BaselineFailure failure{kInvalid, file_, {}};
  for (const JsonMistake& mistake : read.mistakes)
    if (failure.diagnostics.error_count() < kShownMistakes)
      failure.diagnostics.error({},
                                fmt::format("{}: {}{}{}", file_, mistake.where,
                                            mistake.where.empty() ? "" : " ", mistake.what),
                                kWhatItIs);
  if (!read.document)
    throw failure;
  std::string mistake;
  auto results = earlier_results(*read.document, mistake);
  if (!results)
    fail(kInvalid, fmt::format("{}: {}", file_, mistake));
  if (results->empty())
    fail(kInvalid, fmt::format("{} has no results", file_), "its plans had mistakes");
  results_ = *std::move(results);
}

void BaselineFile::open_plan(std::string text) {
  plan_ = plan_file(file_, std::move(text));
  Compilation compilation = compile({});
  variants_ = std::move(compilation.variants);
  compiled_[{}] = std::make_shared<const CompiledPlan>(*std::move(compilation.compiled));
}

Compilation BaselineFile::compile(const std::vector<std::string>& variants) const {
  BaselineFailure failure{kInvalid, file_, {}};
  Compilation compilation = plan_->plan.compile({.variants = variants}, failure.diagnostics);
  if (compilation.compiled)
    return compilation;
  if (plan_->files->failed())
    failure.code = kCouldNotFinish;
  failure.diagnostics.error({}, fmt::format("--baseline {}: the plan has mistakes", file_),
                            kWhatItIs);
  throw failure;
}

std::shared_ptr<const CompiledPlan>
BaselineFile::compiled(const std::vector<std::string>& variants) {
  std::shared_ptr<const CompiledPlan>& compiled = compiled_[variants];
  if (compiled == nullptr)
    compiled = std::make_shared<const CompiledPlan>(*std::move(compile(variants).compiled));
  return compiled;
}

ComparedPlan BaselineFile::for_plan(const Loaded& loaded, const std::vector<std::string>& variants,
                                    bool from_all) {
  ComparedPlan compared{.shown = {.file = file_,
                                  .sha256 = sha256_,
                                  .variant = {},
                                  .paired = plan_.has_value(),
                                  .max_drop = arguments_.value(option::max_drop),
                                  .only_changes = arguments_.has(option::only_changes)}};
  if (plan_)
    take_plan(loaded, variants, from_all, compared);
  else
    take_result(loaded, compared);
  return compared;
}

void BaselineFile::take_plan(const Loaded& loaded, const std::vector<std::string>& variants,
                             bool from_all, ComparedPlan& compared) {
  std::vector<std::string> known;
  for (const std::string& variant : variants)
    if (std::ranges::find(variants_, variant) != variants_.end())
      known.push_back(variant);
  if (from_all && known != variants)
    return warn(fmt::format("{} has no variant {}", file_, fmt::join(variants, ", ")),
                "it is not compared");
  compared.shown.variant = fmt::format("{}", fmt::join(known, ", "));
  compared.plan = compiled(known);
  const auto& targets = compared.plan->model.targets;
  const auto is_known = [&](const ModelTarget& target) {
    return std::ranges::find(targets, target.name, &ModelTarget::name) != targets.end();
  };
  if (std::ranges::none_of(loaded.plan->model.targets, is_known))
    warn(fmt::format("{} has none of the targets of {}", file_, name_of(loaded.provenance)),
         "nothing is compared");
}

void BaselineFile::take_result(const Loaded& loaded, ComparedPlan& compared) {
  Provenance now = loaded.provenance;
  now.seed = loaded.plan->simulation.seed;
  now.sampler = escala::name_of(loaded.plan->simulation.sampler);
  const EarlierResult* const result = result_for(now);
  if (result == nullptr)
    return warn(fmt::format("{} has no result of {}", file_, name_of(now)), "it is not compared");
  compared.shown.variant = result->from.variant;
  compared.earlier = estimates_for(loaded.plan->model, *result, now);
}

// A result of the same file and variant. Where the command has one file, whatever the name of the
// earlier one; and where it has one plan, a single result whatever the variant.
const EarlierResult* BaselineFile::result_for(const Provenance& from) const {
  const bool has_one_file = arguments_.operands.size() == 1;
  if (results_.size() == 1 && has_one_file && !arguments_.has(option::all_variants))
    return &results_.front();
  const EarlierResult* only = nullptr;
  std::size_t alike = 0;
  for (const EarlierResult& result : results_) {
    if (result.from.variant != from.variant)
      continue;
    if (normal(result.from.file) == normal(from.file))
      return &result;
    only = &result;
    ++alike;
  }
  return has_one_file && alike == 1 ? only : nullptr;
}

} // namespace escala::app
