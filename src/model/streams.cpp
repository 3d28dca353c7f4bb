// SPDX-License-Identifier: Apache-2.0
// The streams of a model's draws.
#include "model/compiler.h"

namespace escala {

std::vector<NamedStream> streams_of(const Model& model) {
  std::vector<NamedStream> streams;
  for (const Series& series : model.series)
    if (series.kind == Series::Kind::draw)
      streams.push_back({series.name, series.draw.stream, series.draw.draw_frequency});
  for (const ModelRisk& risk : model.risks) {
    streams.push_back({risk.name + ".events", risk.arrivals, DrawFrequency::month});
    streams.push_back({risk.name + ".detected", risk.detections, DrawFrequency::month});
  }
  return streams;
}

} // namespace escala
