// SPDX-License-Identifier: Apache-2.0
#include "escala/model/compile.h"

#include <algorithm>
#include <map>
#include <memory>

#include "model/compiler.h"

namespace escala {
namespace {

std::uint64_t fnv1a(std::uint64_t hash, unsigned char byte) {
  return (hash ^ byte) * 0x100000001B3ULL;
}

} // namespace

std::uint64_t stream_of(std::string_view name, std::uint32_t ordinal) {
  std::uint64_t hash = 0xCBF29CE484222325ULL;
  for (char c : name)
    hash = fnv1a(hash, static_cast<unsigned char>(c));
  hash = fnv1a(hash, 0);
  for (int shift = 0; shift < 32; shift += 8)
    hash = fnv1a(hash, static_cast<unsigned char>(ordinal >> shift));
  return hash;
}

std::uint64_t stream_of_event(std::uint64_t stream, std::uint32_t event) {
  std::uint64_t hash = stream;
  for (int shift = 0; event != 0 && shift < 32; shift += 8)
    hash = fnv1a(hash, static_cast<unsigned char>(event >> shift));
  return hash;
}

const Program& Series::program_of(int month) const {
  const auto after = std::ranges::upper_bound(begins, month);
  const auto begun = static_cast<std::size_t>(after - begins.begin());
  return programs[begun == 0 ? 0 : begun - 1];
}

bool Model::is_uncertain() const {
  const auto uncertain = [](const auto& part) { return part.uncertain; };
  return !risks.empty() || std::ranges::any_of(metrics, uncertain) ||
         std::ranges::any_of(targets, uncertain);
}

Compiled compile(ValidScenario scenario, std::vector<ModelInput> inputs) {
  const auto plan = std::make_shared<const ValidScenario>(std::move(scenario));
  Model model;
  model.inputs = std::move(inputs);
  Compiler compiler(model, *plan);
  compiler.run();
  return {std::move(model), Notes(plan, compiler.take_texts())};
}

} // namespace escala
