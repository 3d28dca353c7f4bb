// SPDX-License-Identifier: Apache-2.0
#include "app/compare_scenes.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <utility>

#include "app/exit_code.h"
#include "app/load_variants.h"
#include "app/messages.h"
#include "app/options/list.h"
#include "app/usage_error.h"
#include "escala/core/names.h"

namespace escala::app {
namespace {

class Scenes {
 public:
  Scenes(const Arguments& arguments, StudyCommand& study) : arguments_(arguments), study_(study) {}

  ComparedPlans with_variants(const PlanFile& file) {
    plans_.files.push_back(file);
    add_scenes(plans_.files.back(), {}, true);
    name_all();
    return std::move(plans_);
  }

  ComparedPlans take() {
    for (const std::string& file : arguments_.operands)
      add_scenes(plans_.files.emplace_back(study_.read(file)),
                 arguments_.texts(option::compared_variant),
                 arguments_.has(option::compared_variants));
    if (plans_.scenes.size() < 2)
      throw UsageError{"there is only one scenario", "compare shows several side by side",
                       "add a second file, --variant NAME or --all-variants"};
    name_all();
    if (arguments_.has(option::base))
      move_base(arguments_.texts(option::base).back());
    return std::move(plans_);
  }

 private:
  void add_scenes(const PlanFile& file, std::vector<std::string> wanted, bool all) {
    add(file, {});
    const std::vector<std::string> known = plans_.scenes.back().loaded.variants;
    if (all)
      wanted = known;
    Diagnostics diagnostics;
    VariantBudget budget(file, plans_.scenes.back().loaded, diagnostics);
    bool fits = budget.holds(wanted.size());
    for (auto variant = wanted.begin(); fits && variant != wanted.end(); ++variant) {
      // With several files, each has those variants that it knows.
      if (arguments_.operands.size() > 1 &&
          std::ranges::find(known, composed(*variant)) == known.end())
        continue;
      add(file, {*variant});
      fits = budget.goes_on(*variant, plans_.scenes.back().loaded);
    }
    show(diagnostics, false, false);
    if (!fits)
      throw Exit{kInvalid};
  }

  void add(const PlanFile& file, std::vector<std::string> variants) {
    Loaded loaded = study_.load(file, variants);
    plans_.scenes.push_back({{}, &file, std::move(variants), std::move(loaded)});
  }

  // The name of a plan, of a variant alone if there is one file; with the file's if several have
  // one name.
  void name_all() {
    const bool one_file = plans_.files.size() == 1;
    std::multiset<std::string> names;
    for (ComparedPlanScene& scene : plans_.scenes) {
      const std::string plan = scene.loaded.plan->notes.written().name;
      scene.name = scene.variants.empty() ? plan
                   : one_file             ? scene.variants.front()
                                          : plan + ": " + scene.variants.front();
      names.insert(scene.name);
    }
    for (ComparedPlanScene& scene : plans_.scenes)
      if (names.count(scene.name) > 1) {
        scene.name = scene.loaded.provenance.file;
        if (!scene.variants.empty())
          scene.name += ": " + scene.variants.front();
      }
    make_unique();
  }

  void make_unique() {
    std::set<std::string> taken;
    for (ComparedPlanScene& scene : plans_.scenes) {
      const std::string name = scene.name;
      for (int number = 2; !taken.insert(scene.name).second; ++number)
        scene.name = fmt::format("{} ({})", name, number);
    }
  }

  void move_base(const std::string& text) {
    std::vector<std::string> names;
    for (auto scene = plans_.scenes.begin(); scene != plans_.scenes.end(); ++scene) {
      const bool is_meant = scene->name == composed(text) ||
                            (scene->variants.empty() && scene->loaded.provenance.file == text);
      names.push_back(scene->name);
      if (is_meant) {
        std::rotate(plans_.scenes.begin(), scene, scene + 1);
        return;
      }
    }
    throw UsageError{fmt::format("--base: there is no scenario '{}'", text),
                     fmt::format("the scenarios are {}", fmt::join(names, ", ")),
                     did_you_mean(text, names, fmt::format("write --base '{}'", names.front()))};
  }

  const Arguments& arguments_;
  StudyCommand& study_;
  ComparedPlans plans_;
};

} // namespace

ComparedPlans compared_plans(const Arguments& arguments, StudyCommand& study) {
  return Scenes(arguments, study).take();
}

ComparedPlans plan_with_variants(const Arguments& arguments, StudyCommand& study,
                                 const PlanFile& file) {
  return Scenes(arguments, study).with_variants(file);
}

} // namespace escala::app
