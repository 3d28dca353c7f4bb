// SPDX-License-Identifier: Apache-2.0
// What an earlier JSON result says of its targets, to compare another run with.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "escala/model/model.h"
#include "escala/report/data.h"
#include "escala/report/provenance.h"
#include "escala/targets/difference.h"

namespace escala {

struct EarlierTarget {
  std::string name;
  Judgement judgement; // without a verdict
};

struct EarlierResult {
  Provenance from;
  std::vector<EarlierTarget> targets;
  std::optional<Judgement> joint;
};

// The types of the documents "escala/result/1" and "escala/results/1", with only the fields that
// are needed, so that results of other versions can be read too.
std::span<const RecordType* const> earlier_result_types();

// The results in a document of one of these types. nullopt: `mistake` says what is wrong.
std::optional<std::vector<EarlierResult>> earlier_results(const Record& document,
                                                          std::string& mistake);

// The estimates for the targets of a model. `now`: where that model comes from, complete but for
// the number of paths.
EarlierEstimates estimates_for(const Model& model, const EarlierResult& earlier,
                               const Provenance& now);

} // namespace escala
