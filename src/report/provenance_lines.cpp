// SPDX-License-Identifier: Apache-2.0
#include "escala/report/provenance_lines.h"

#include "escala/core/version.h"

namespace escala {

std::vector<ProvenanceLine> provenance_lines(const Provenance& from) {
  std::vector<ProvenanceLine> lines;
  const auto add = [&](Phrase name, const std::string& value) {
    if (!value.empty())
      lines.push_back({std::move(name), OwnText{value}});
  };
  add(OwnText{"escala"}, std::string(kVersion));
  add("plan file", from.file == "-" ? "" : from.file);
  add("SHA-256 of the plan", from.sha256);
  for (const DataProvenance& data : from.data)
    add(filled("SHA-256 of {}", {data.file}), data.sha256);
  add("seed", std::to_string(from.seed));
  lines.push_back({"paths", count(from.paths)});
  add("sampler", from.sampler);
  add("instruction set", from.isa);
  add("command to reproduce it", from.command);
  return lines;
}

} // namespace escala
