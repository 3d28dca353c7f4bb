// SPDX-License-Identifier: Apache-2.0
// Any bytes as a CSV file: as a table, and as the history of a plan's metric, run for a few paths.
#include "escala/input/csv.h"

#include <memory>
#include <string>
#include <vector>

#include "escala/input/data_files.h"
#include "escala/input/decide_column.h"
#include "fuzz/target.h"

using namespace escala;

namespace {

constexpr const char* kPlan = R"yaml(escala: 1
name: History
horizon: 12mo
metrics:
  arr: {model: compound, growth: 20% to 40%, volatility: 10%, actual: history.csv#arr}
  rest: {model: waterfall, new: 1/mo, churn: 5%/y, actual: history.csv#rest, fill: even}
  ratio: {formula: "growth(arr) + rest.nrr", actual: history.csv#ratio}
)yaml";

class OneFile final : public DataFiles {
 public:
  explicit OneFile(std::string text) : text_(std::move(text)) {}
  DataFile read(const std::string&) override { return {text_, {}}; }

 private:
  std::string text_;
};

void read_table(const std::string& text) {
  std::vector<CsvMistake> mistakes;
  const auto table = read_csv(text, mistakes);
  fuzz::require(table.has_value() == mistakes.empty());
  for (const CsvMistake& mistake : mistakes)
    fuzz::require(!mistake.problem.empty());
  if (!table)
    return;
  std::vector<CsvCell> months = table->month_cells();
  for (std::size_t i = 0; i < table->series_names().size() && i < 50; ++i) {
    const std::vector<CsvCell> cells = table->series_cells(i);
    fuzz::require(!table->has_months() || cells.size() == months.size());
    const auto numbers = decide_numbers(cells, table->separator, mistakes);
    fuzz::require(!numbers || numbers->size() == cells.size());
  }
  if (const auto decided = decide_months(months, mistakes))
    fuzz::require(decided->months.size() == months.size());
}

void run_history(const std::string& text) {
  fuzz::compile_and_run(Plan::read("plan.yaml", kPlan, std::make_shared<OneFile>(text)), {});
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text = fuzz::text_of(data, size);
  if (text.size() > kMaxDataBytes)
    return 0;
  read_table(text);
  run_history(text);
  return 0;
}
