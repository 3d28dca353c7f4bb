// SPDX-License-Identifier: Apache-2.0
// The parts of the language as topics in words, made only from the descriptions of growth models,
// distributions, functions, operators and keys. `escala explain` and the reference show them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace escala {

// A parameter, a key or a sub-series.
struct TopicPart {
  std::string name = {};
  std::string doc = {};
  std::string value = {};    // how it is written, and its range
  std::string fallback = {}; // its value if left out; empty: required, or no default
  std::string example = {};  // a value
  bool required = false;
};

struct Topic {
  std::string name = {};  // of a key: its path, such as risks.mitigation
  std::string kind = {};  // "growth model"
  std::string doc = {};   // one line
  std::string usage = {}; // clamp(x, low, high)
  std::string formula = {};
  std::string source = {};
  std::string part_kind = {}; // "parameter", "key"
  std::vector<TopicPart> parts = {};
  std::vector<TopicPart> series = {}; // sub-series of the metric
  std::string example = {};
};

struct TopicGroup {
  std::string title;
  std::vector<Topic> topics;
};

std::vector<TopicGroup> topic_groups();

} // namespace escala
