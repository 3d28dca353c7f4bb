// SPDX-License-Identifier: Apache-2.0
#include "escala/describe/explain.h"

#include <fmt/format.h>

#include <memory>

#include "app/command.h"
#include "app/command_line.h"
#include "app/exit_code.h"
#include "app/messages.h"
#include "app/text_output.h"
#include "escala/core/names.h"
#include "escala/describe/reference.h"

namespace escala::app {
namespace {

struct ExplainOptions {
  std::string name, format, output;
};

int fail_unknown(const std::string& name) {
  say_error(fmt::format("nothing is called '{}'", name), "",
            did_you_mean(name, topic_names(), "see escala explain, which lists what there is"));
  return kInvalid;
}

int show(const ExplainOptions& options) {
  if (options.format == "markdown") {
    if (!options.name.empty()) {
      say_error("--format markdown is the whole reference", "it takes no NAME", "remove one");
      return kInvalid;
    }
    return put_text(reference(), options.output);
  }
  if (!options.format.empty() && options.format != "text") {
    say_error(fmt::format("unknown format '{}'", options.format), "", "write text or markdown");
    return kInvalid;
  }
  if (options.name.empty())
    return put_text(list_topics(), options.output);
  const auto text = explain(options.name);
  return text ? put_text(*text, options.output) : fail_unknown(options.name);
}

} // namespace

std::function<int()> set_up_explain(CommandLine& command) {
  const auto options = std::make_shared<ExplainOptions>();
  command.argument("NAME", options->name,
                   "A model, distribution, function, operator or key; left out: all are listed");
  command.option("--format", options->format, "text, or markdown for the whole reference",
                 "FORMAT");
  command.option("-o", options->output, "Write to a file instead", "FILE");
  command.footer("Examples:\n"
                 "  escala explain\n"
                 "  escala explain compound\n"
                 "  escala explain persistence\n"
                 "  escala explain risks.mitigation");
  return [options] { return show(*options); };
}

} // namespace escala::app
