// SPDX-License-Identifier: Apache-2.0
// Writes a commented scenario to start from.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "app/command.h"
#include "app/command_line.h"
#include "app/exit_code.h"
#include "app/files.h"
#include "app/messages.h"
#include "app/signals.h"
#include "app/templates.h"
#include "escala/core/names.h"

namespace escala::app {
namespace {

struct InitOptions {
  std::string name; // empty: list the templates
  std::string file; // empty: standard output
};

std::vector<std::string> template_names() {
  std::vector<std::string> names;
  for (const Template& one : templates())
    names.emplace_back(one.name);
  return names;
}

// What a template says of itself.
std::string_view description_of(const Template& one) {
  constexpr std::string_view kKey = "\ndescription: ";
  const std::size_t begin = one.text.find(kKey) + kKey.size();
  return one.text.substr(begin, one.text.find('\n', begin) - begin);
}

int print(const std::string& text) {
  const std::string why = write_stream(STDOUT_FILENO, text);
  die_if_interrupted();
  if (why.empty())
    return kDone;
  say_error("standard output cannot be written", why);
  return kCouldNotFinish;
}

int list_templates() {
  std::string text;
  for (const Template& one : templates())
    text += fmt::format("{:<12} {}\n", one.name, description_of(one));
  return print(text + "\nescala init NAME -o plan.yaml writes one.\n");
}

int write_template(const Template& one, const std::string& file) {
  namespace fs = std::filesystem;
  std::error_code ignored;
  if (fs::exists(fs::symlink_status(file, ignored))) {
    say_error(fmt::format("-o {}: the file is there already", file), "init overwrites nothing",
              "choose another name, or remove it first");
    return kCouldNotFinish;
  }
  const std::string why = write_file(file, std::string(one.text));
  die_if_interrupted();
  if (why.empty())
    return kDone;
  say_error(fmt::format("{} cannot be written", file), why, "choose another place");
  return kCouldNotFinish;
}

int init(const InitOptions& options) {
  if (options.name.empty() && options.file.empty())
    return list_templates();
  if (options.name.empty()) {
    say_error("the template's name is missing",
              fmt::format("the templates are {}", fmt::join(template_names(), ", ")),
              fmt::format("write escala init minimal -o {}", options.file));
    return kInvalid;
  }
  const auto found = std::ranges::find(templates(), options.name, &Template::name);
  if (found == templates().end()) {
    say_error(fmt::format("no template is called '{}'", options.name),
              fmt::format("the templates are {}", fmt::join(template_names(), ", ")),
              did_you_mean(options.name, template_names()));
    return kInvalid;
  }
  return options.file.empty() ? print(std::string(found->text))
                              : write_template(*found, options.file);
}

} // namespace

std::function<int()> set_up_init(CommandLine& command) {
  const auto options = std::make_shared<InitOptions>();
  command.argument("TEMPLATE", options->name, "What to start from; without it they are listed");
  command.option("-o", options->file, "The file to write; else standard output", "FILE");
  command.footer("Examples:\n"
                 "  escala init\n"
                 "  escala init saas -o plan.yaml");
  return [options] { return init(*options); };
}

} // namespace escala::app
