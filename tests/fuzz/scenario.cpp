// SPDX-License-Identifier: Apache-2.0
// Any bytes as a scenario file: YAML → Scenario → ValidScenario → Model → a few paths, and the same
// with each of the first variants laid over it.
#include <algorithm>

#include "escala/input/data_files.h"
#include "escala/input/overlay.h"
#include "escala/input/yaml.h"
#include "escala/scenario/bind.h"
#include "escala/scenario/keys.h"
#include "escala/scenario/read_actuals.h"
#include "fuzz/target.h"

using namespace escala;

namespace {

class NoFiles final : public DataFiles {
 public:
  DataFile read(const std::string&) override { return {{}, "there is no file"}; }
};

void bind_and_finish(const Node& root, Diagnostics& diagnostics) {
  auto scenario = bind(root, diagnostics);
  if (scenario) {
    NoFiles none;
    read_actuals(*scenario, none, diagnostics);
    return fuzz::finish(std::move(*scenario), diagnostics);
  }
  fuzz::require(diagnostics.has_errors());
  fuzz::show(diagnostics);
}

void lay_variant(Node root, std::size_t index) {
  Diagnostics diagnostics;
  const std::vector<Entry> entries = root.find("variants")->entries[index].value.entries;
  for (const Entry& entry : entries)
    overlay(root, entry.key, entry.value, path_rules(), diagnostics);
  bind_and_finish(root, diagnostics);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Sources sources;
  Diagnostics diagnostics;
  const auto root = read_yaml(sources.add("plan.yaml", fuzz::text_of(data, size)), diagnostics);
  if (!root) {
    fuzz::require(diagnostics.has_errors());
    fuzz::show(diagnostics);
    return 0;
  }
  bind_and_finish(*root, diagnostics);
  constexpr std::size_t kMostVariants = 2;
  const Node* variants = root->find("variants");
  const std::size_t count = variants == nullptr ? 0 : variants->entries.size();
  for (std::size_t i = 0; i < std::min(count, kMostVariants); ++i)
    lay_variant(*root, i);
  return 0;
}
