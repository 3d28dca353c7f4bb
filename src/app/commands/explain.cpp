// SPDX-License-Identifier: Apache-2.0
#include "escala/describe/explain.h"

#include <fmt/format.h>

#include "app/command.h"
#include "app/options/list.h"
#include "app/text_output.h"
#include "app/usage_error.h"
#include "escala/core/names.h"
#include "escala/describe/reference.h"

namespace escala::app {
namespace {

std::string explanation_of(const std::string& name) {
  if (auto text = explain(name))
    return *text;
  throw UsageError{
      fmt::format("nothing is called '{}'", name), "",
      did_you_mean(name, topic_names(), "see escala explain, which lists what there is")};
}

int explain_topics(const Arguments& arguments) {
  const bool whole = arguments.value(option::text_format) == TextFormat::markdown;
  if (whole && !arguments.operands.empty())
    throw UsageError{"--format markdown is the whole reference", "it takes no NAME", "remove one"};
  return put_text(whole                        ? reference()
                  : arguments.operands.empty() ? list_topics()
                                               : explanation_of(arguments.operands.front()),
                  arguments.value(option::text_output));
}

} // namespace

Command explain_command() {
  return {.name = "explain",
          .doc = "Explain a model, distribution, function or key",
          .operand = {.name = "NAME",
                      .doc = "A model, distribution, function, operator or key; left out: all are "
                             "listed"},
          .options = {&option::text_format, &option::text_output},
          .examples = {"escala explain", "escala explain compound", "escala explain persistence",
                       "escala explain risks.mitigation"},
          .overview = {"escala explain compound", "what a model, function or key is"},
          .run = explain_topics};
}

} // namespace escala::app
