// SPDX-License-Identifier: Apache-2.0
// All options, by group and in the order of --help: their type and name. Each is defined as
// option::NAME in a file of this folder.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "app/option.h"
#include "app/options/output.h"
#include "escala/render/format.h"
#include "escala/scenario/scenario.h"
#include "escala/summarize/column_summaries.h"

// Options of every command that simulates.
#define ESCALA_SIMULATION_OPTIONS(OPTION)                                                          \
  OPTION(Option<std::string>, seed)                                                                \
  OPTION(Option<std::string>, sampler)                                                             \
  OPTION(Option<std::size_t>, threads)                                                             \
  OPTION(Option<std::string>, isa)                                                                 \
  OPTION(Option<bool>, progress)                                                                   \
  OPTION(Flag, no_color)

// Options of every command that shows or writes results.
#define ESCALA_OUTPUT_OPTIONS(OPTION)                                                              \
  OPTION(Option<const Format*>, format)                                                            \
  OPTION(Option<std::string>, table)                                                               \
  OPTION(Option<CsvDialect>, csv_dialect)                                                          \
  OPTION(Option<CsvLayout>, csv_layout)                                                            \
  OPTION(Option<ReportPeriod>, every)                                                              \
  OPTION(Option<std::string>, show)                                                                \
  OPTION(Option<std::string>, percentiles)                                                         \
  OPTION(Option<std::string>, locale)                                                              \
  OPTION(Option<Output>, output)

// Options of every command that reads scenarios.
#define ESCALA_SCENARIO_OPTIONS(OPTION)                                                            \
  OPTION(Option<std::string>, set)                                                                 \
  OPTION(Option<std::string>, variant)                                                             \
  OPTION(Flag, strict)                                                                             \
  OPTION(Flag, quiet)

// Options of commands that compare targets with those of another plan or result.
#define ESCALA_BASELINE_OPTIONS(OPTION)                                                            \
  OPTION(Option<std::string>, baseline)                                                            \
  OPTION(Option<double>, max_drop)                                                                 \
  OPTION(Flag, only_changes)

// Options of single commands, which name them in their files.
#define ESCALA_OWN_OPTIONS(OPTION)                                                                 \
  OPTION(Option<std::uint64_t>, paths)                                                             \
  OPTION(Option<std::uint64_t>, paths_of_run)                                                      \
  OPTION(Option<std::uint64_t>, first_look)                                                        \
  OPTION(Option<std::uint64_t>, max_paths)                                                         \
  OPTION(Flag, all_variants)                                                                       \
  OPTION(Flag, every_variant)                                                                      \
  OPTION(Option<QuantileMethod>, quantiles)                                                        \
  OPTION(Flag, brief)                                                                              \
  OPTION(Flag, full)                                                                               \
  OPTION(Flag, watch)                                                                              \
  OPTION(Option<std::string>, metric)                                                              \
  OPTION(Option<std::string>, at)                                                                  \
  OPTION(Option<std::uint64_t>, paths_of_study)                                                    \
  OPTION(Option<std::uint64_t>, most_paths)                                                        \
  OPTION(Option<std::string>, target)                                                              \
  OPTION(Option<std::string>, studied_metric)                                                      \
  OPTION(Option<std::string>, at_month)                                                            \
  OPTION(Option<std::string>, compared_variant)                                                    \
  OPTION(Flag, compared_variants)                                                                  \
  OPTION(Option<std::string>, base)                                                                \
  OPTION(Flag, bridge)                                                                             \
  OPTION(Option<std::string>, vary)                                                                \
  OPTION(Option<double>, confidence)                                                               \
  OPTION(Option<double>, quantile)                                                                 \
  OPTION(Option<std::string>, quantile_value)                                                      \
  OPTION(Option<std::string>, solved_for)                                                          \
  OPTION(Flag, integer)                                                                            \
  OPTION(Option<std::string>, subject_to)                                                          \
  OPTION(Option<std::string>, bounds)                                                              \
  OPTION(Option<std::string>, frontier)                                                            \
  OPTION(Flag, least)                                                                              \
  OPTION(Option<std::string>, inputs)                                                              \
  OPTION(Flag, shapley)                                                                            \
  OPTION(Option<TextFormat>, text_format)                                                          \
  OPTION(Option<std::string>, text_output)                                                         \
  OPTION(Option<std::string>, template_output)                                                     \
  OPTION(Option<std::string>, plan_of_history)                                                     \
  OPTION(Option<std::string>, target_of_history)                                                   \
  OPTION(Option<std::uint64_t>, limit)                                                             \
  OPTION(Option<bool>, undecided)                                                                  \
  OPTION(Option<const Format*>, diagnostic_format)                                                 \
  OPTION(Option<Output>, diagnostic_output)                                                        \
  OPTION(Flag, fix)

namespace escala::app {

enum class TextFormat { text, markdown }; // of escala explain

namespace option {

#define ESCALA_DECLARE(type, name) extern const type name;
ESCALA_SIMULATION_OPTIONS(ESCALA_DECLARE)
ESCALA_OUTPUT_OPTIONS(ESCALA_DECLARE)
ESCALA_SCENARIO_OPTIONS(ESCALA_DECLARE)
ESCALA_BASELINE_OPTIONS(ESCALA_DECLARE)
ESCALA_OWN_OPTIONS(ESCALA_DECLARE)
#undef ESCALA_DECLARE

} // namespace option

OptionList simulation_options();
OptionList output_options();
OptionList scenario_options();
OptionList baseline_options();

// Joins several lists into one.
OptionList join(std::initializer_list<OptionList> lists);

// Specified options that this version does not have yet.
std::span<const std::string_view> planned_options();

} // namespace escala::app
