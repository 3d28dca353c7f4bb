// SPDX-License-Identifier: Apache-2.0
// What the language has, as topics in words: made from the descriptions of growth models,
// distributions, functions, operators and keys, and from nothing else. `escala explain` and the
// reference show them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace escala {

// A parameter, a key or a sub-series.
struct TopicPart {
  std::string name = {};
  std::string doc = {};
  std::string value = {};    // what it is written as, and its range
  std::string fallback = {}; // where it is left out; empty: it is required, or nothing holds
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
  std::vector<TopicPart> series = {}; // beside the metric
  std::string example = {};
};

struct TopicGroup {
  std::string title;
  std::vector<Topic> topics;
};

std::vector<TopicGroup> topic_groups();

} // namespace escala
