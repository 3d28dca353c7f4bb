// SPDX-License-Identifier: Apache-2.0
// Writes a commented scenario to start from.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "app/command.h"
#include "app/exit_code.h"
#include "app/messages.h"
#include "app/options/list.h"
#include "app/templates.h"
#include "app/text_output.h"
#include "app/usage_error.h"
#include "escala/core/names.h"

namespace escala::app {
namespace {

std::vector<std::string> template_names() {
  std::vector<std::string> names;
  for (const Template& one : templates())
    names.emplace_back(one.name);
  return names;
}

// The `description` in a template's text.
std::string_view description_of(const Template& one) {
  constexpr std::string_view kKey = "\ndescription: ";
  const std::size_t begin = one.text.find(kKey) + kKey.size();
  return one.text.substr(begin, one.text.find('\n', begin) - begin);
}

int list_templates() {
  std::string text;
  for (const Template& one : templates())
    text += fmt::format("{:<12} {}\n", one.name, description_of(one));
  return put_text(text + "\nescala init NAME -o plan.yaml writes one.\n");
}

int write_template(const Template& one, const std::string& file) {
  namespace fs = std::filesystem;
  std::error_code ignored;
  if (fs::exists(fs::symlink_status(file, ignored))) {
    say_error(fmt::format("-o {}: the file is there already", file), "init overwrites nothing",
              "choose another name, or remove it first");
    return kCouldNotFinish;
  }
  return put_text(std::string(one.text), file);
}

const Template& template_named(const std::string& name) {
  const auto found = std::ranges::find(templates(), name, &Template::name);
  if (found != templates().end())
    return *found;
  throw UsageError{fmt::format("no template is called '{}'", name),
                   fmt::format("the templates are {}", fmt::join(template_names(), ", ")),
                   did_you_mean(name, template_names())};
}

int init(const Arguments& arguments) {
  const std::string file = arguments.value(option::template_output);
  if (arguments.operands.empty() && file.empty())
    return list_templates();
  if (arguments.operands.empty())
    throw UsageError{"the template's name is missing",
                     fmt::format("the templates are {}", fmt::join(template_names(), ", ")),
                     fmt::format("write escala init minimal -o {}", file)};
  const Template& wanted = template_named(arguments.operands.front());
  return file.empty() ? put_text(std::string(wanted.text)) : write_template(wanted, file);
}

} // namespace

Command init_command() {
  return {.name = "init",
          .doc = "Write a commented scenario to start from",
          .operand = {.name = "TEMPLATE", .doc = "What to start from; without it they are listed"},
          .options = {&option::template_output},
          .examples = {"escala init", "escala init saas -o plan.yaml"},
          .run = init};
}

} // namespace escala::app
