// SPDX-License-Identifier: Apache-2.0
// The texts of a plan and their places, for messages and reports about a Model compiled from it.
//
// Notes are a value: copies share the plan, which never changes. The Sources that the plan was read
// from must outlive them, unless the notes own them.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "escala/core/source.h"
#include "escala/model/program.h"
#include "escala/scenario/valid_scenario.h"

namespace escala {

class Notes {
 public:
  Notes() = default;
  // `texts`: the expressions of `plan` that programs name by their index.
  Notes(std::shared_ptr<const ValidScenario> plan, std::vector<const Expression*> texts)
      : plan_(std::move(plan)), texts_(std::move(texts)) {}

  // The plan after validation, with its names, units and constants.
  const ValidScenario& plan() const { return *plan_; }
  // The plan as it was written. Its drivers, metrics, risks and targets are in the model's order.
  const Scenario& written() const { return plan_->scenario; }

  // The place of a node; an empty place if there is no such text.
  Span place_of(std::uint32_t text, NodeIndex node) const {
    return text == kNone ? Span{} : texts_[text]->span_of(node);
  }
  // The place of the whole expression.
  Span place_of(std::uint32_t text) const {
    return text == kNone ? Span{} : texts_[text]->source.span;
  }
  // The text of a node; "it" if there is no such text.
  std::string text_of(std::uint32_t text, NodeIndex node) const {
    return text == kNone ? "it" : texts_[text]->text_of(node);
  }

  // Keeps the sources of the plan as long as any copy of these notes lives.
  void own(std::shared_ptr<const Sources> sources) { sources_ = std::move(sources); }

 private:
  std::shared_ptr<const Sources> sources_; // destroyed after the plan that points into them
  std::shared_ptr<const ValidScenario> plan_;
  std::vector<const Expression*> texts_;
};

} // namespace escala
