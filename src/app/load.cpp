// SPDX-License-Identifier: Apache-2.0
#include "app/load.h"

#include <fmt/format.h>

#include <memory>
#include <utility>

#include "app/files.h"
#include "app/messages.h"
#include "app/options/list.h"
#include "app/reproduce.h"
#include "escala/columns/instruction_set.h"
#include "escala/input/yaml.h"

namespace escala::app {
namespace {

Provenance provenance_of(const PlanFile& file, const Compilation& compilation,
                         const std::vector<std::string>& variants, const Arguments& arguments) {
  Provenance provenance;
  provenance.file = file.plan.name();
  provenance.variant = fmt::format("{}", fmt::join(variants, ", "));
  provenance.isa = instruction_set();
  provenance.sha256 = file.sha256;
  provenance.text = file.text;
  provenance.command = command_to_reproduce(arguments);
  for (const std::string& set : arguments.texts(option::set))
    if (const std::size_t equals = set.find('='); equals != std::string::npos)
      provenance.set.emplace_back(set.substr(0, equals), set.substr(equals + 1));
  for (const std::string& path : compilation.data_files)
    provenance.data.push_back({path, file.files->sha256_of(path)});
  return provenance;
}

} // namespace

Changes changes_of(const std::vector<std::string>& variants, const Arguments& arguments) {
  Changes changes{.variants = variants, .sets = arguments.texts(option::set)};
  for (const auto& [option, text] : arguments.settings())
    if (!text.empty())
      changes.settings.push_back({std::string(option->name), std::string(option->lays_at), text});
  return changes;
}

PlanFile plan_file(const std::string& file, std::string text) {
  const auto files = std::make_shared<FilesBeside>(file);
  std::string hash = sha256(text);
  const auto shared = std::make_shared<const std::string>(text);
  return {Plan::read(file, std::move(text), files), files, std::move(hash), shared};
}

std::optional<PlanFile> read_plan(const std::string& file, Diagnostics& diagnostics) {
  std::string why;
  auto text = read_file(file, kMaxScenarioBytes, why);
  if (text)
    return plan_file(file, *std::move(text));
  diagnostics.error({}, fmt::format("{} cannot be read", file), why, "check the path");
  return std::nullopt;
}

std::optional<PlanFile> read_plan(const std::string& file) {
  Diagnostics diagnostics;
  auto plan = read_plan(file, diagnostics);
  show(diagnostics, false, false);
  return plan;
}

Loaded load(const PlanFile& file, const std::vector<std::string>& variants,
            const Arguments& arguments, Diagnostics& diagnostics) {
  Compilation compilation = file.plan.compile(changes_of(variants, arguments), diagnostics,
                                              arguments.has(option::strict));
  Provenance provenance = provenance_of(file, compilation, variants, arguments);
  return {std::move(compilation.compiled), std::move(compilation.variants), std::move(provenance),
          compilation.parts, compilation.parts_read};
}

} // namespace escala::app
