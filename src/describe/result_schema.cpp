// SPDX-License-Identifier: Apache-2.0
// The documents of render/json.cpp and render/json_risks.cpp, as tables.
#include <array>

#include "describe/schema_writer.h"
#include "escala/describe/schema.h"

namespace escala {
namespace {

// `type` is text, number, count or month; "text?" may be null; "[number?]" is a list and "{number}"
// a map of them; "a|b" is one of these words and "=a" exactly it; "@x" is an object of the tables.
struct Field {
  std::string_view name; // "undefined?" may be left out
  std::string_view type;
  std::string_view doc = {};
};

struct Table {
  std::string_view name;
  std::span<const Field> fields;
};

constexpr std::array kResult{
    Field{"schema", "=escala/result/1"},
    Field{"tool", "@tool"},
    Field{"scenario", "@scenario", "where the result comes from"},
    Field{"simulation", "@simulation", "what replays it"},
    Field{"periods?", "@periods", "of --every q and y; what metrics hold is by period then"},
    Field{"metrics", "[@metric]"},
    Field{"targets", "[@target]"},
    Field{"joint", "@joint?", "all targets together; null where there are none"},
    Field{"risks", "[@risk]"},
    Field{"risk_categories?", "[@risk_category]", "the risks of each category together"},
    Field{"mitigation?", "@benefit?", "all mitigations together"},
    Field{"investment?", "@benefit?"},
};
constexpr std::array kTool{Field{"name", "=escala"}, Field{"version", "text"}};
constexpr std::array kScenario{
    Field{"name", "text"},
    Field{"file", "text"},
    Field{"sha256", "text", "of the file"},
    Field{"variant", "text?", "laid over the plan; null: none"},
    Field{"set", "{text}", "paths and values of --set"},
    Field{"data?", "[@data_file]", "the files beside the plan that were read"},
};
constexpr std::array kDataFile{Field{"file", "text"}, Field{"sha256", "text"}};
constexpr std::array kSimulation{
    Field{"paths", "count"},
    Field{"seed", "count"},
    Field{"sampler", "text"},
    Field{"isa", "text", "the instruction set that the numbers belong to"},
    Field{"quantile_error?", "number", "of sketched quantiles, as a share; absent: exact"},
};
constexpr std::array kPeriods{
    Field{"every", "q|y"},
    Field{"months", "[count]", "the last of each"},
    Field{"names", "[text]"},
    Field{"lengths", "[count]", "in months; the first and the last may be parts of a period"},
};
constexpr std::array kMetric{
    Field{"name", "text"},
    Field{"label", "text"},
    Field{"unit", "text"},
    Field{"actual_months?", "count", "the last month whose value is known"},
    Field{"months", "[count]", "0 is the opening"},
    Field{"dates", "[month]"},
    Field{"mean", "[number?]", "over the paths that have a value"},
    Field{"sd", "[number?]", "with n - 1"},
    Field{"undefined?", "[number]", "the share of paths without a value; left out where all are 0"},
    Field{"quantiles", "@quantiles", "exact sample quantiles, Hyndman and Fan type 7"},
};
constexpr std::array kQuantilesOfMetric{Field{"p5", "[number?]"},  Field{"p10", "[number?]"},
                                        Field{"p25", "[number?]"}, Field{"p50", "[number?]"},
                                        Field{"p75", "[number?]"}, Field{"p90", "[number?]"},
                                        Field{"p95", "[number?]"}};
constexpr std::array kTarget{
    Field{"name", "text"},
    Field{"label", "text"},
    Field{"when", "text", "the condition, as written"},
    Field{"timing", "@timing"},
    Field{"confidence", "number", "what the probability must reach"},
    Field{"probability", "number"},
    Field{"std_error", "number"},
    Field{"interval", "[number]", "the 99% Monte Carlo interval"},
    Field{"paths", "count"},
    Field{"verdict", "met|missed|undecided"},
    Field{"median_month", "count?", "by which at least half of the paths have met `when`"},
    Field{"first_month", "@first_month", "over the paths that meet `when`"},
    Field{"file", "text?"},
    Field{"line", "count?"},
    Field{"column", "count?"},
};
constexpr std::array kTiming{Field{"kind", "by|at|throughout"}, Field{"from", "count"},
                             Field{"to", "count"}};
constexpr std::array kFirstMonth{Field{"p10", "number?"}, Field{"p50", "number?"},
                                 Field{"p90", "number?"},
                                 Field{"never", "number", "the share of paths that never do"}};
constexpr std::array kJoint{Field{"probability", "number"}, Field{"std_error", "number"},
                            Field{"interval", "[number]"}, Field{"confidence", "number?"},
                            Field{"verdict", "met|missed|undecided?"}};
constexpr std::array kExposure{Field{"expected_events", "number"},
                               Field{"expected_loss", "{number?}", "share of each metric lost"},
                               Field{"loss_at_horizon", "{number?}"}};
constexpr std::array kRisk{
    Field{"name", "text"},
    Field{"category", "text?"},
    Field{"expected_events", "number", "over the horizon"},
    Field{"expected_loss", "{number?}", "by metric: the mean share lost to this risk alone"},
    Field{"loss_at_horizon", "{number?}"},
    Field{"inherent", "@exposure", "the same without mitigation"},
    Field{"cost", "number?"},
    Field{"mitigation", "@benefit?", "what the mitigation gains"},
};
constexpr std::array kRiskCategory{
    Field{"category", "text?"},          Field{"expected_events", "number"},
    Field{"expected_loss", "{number?}"}, Field{"loss_at_horizon", "{number?}"},
    Field{"inherent", "@exposure"},      Field{"cost", "number?"}};
constexpr std::array kBenefit{Field{"cost", "number?"}, Field{"paths", "count"},
                              Field{"metrics", "{@gain}"}, Field{"targets", "{@gain}"},
                              Field{"joint", "@gain?"}};
constexpr std::array kGain{Field{"with", "number?"}, Field{"without", "number?"},
                           Field{"gain", "number?"}, Field{"std_error", "number?"},
                           Field{"per_cost", "number?"}};
constexpr std::array kResults{Field{"schema", "=escala/results/1"}, Field{"results", "[@result]"}};

constexpr std::array kTables{Table{"result", kResult},
                             Table{"results", kResults},
                             Table{"tool", kTool},
                             Table{"scenario", kScenario},
                             Table{"data_file", kDataFile},
                             Table{"simulation", kSimulation},
                             Table{"periods", kPeriods},
                             Table{"metric", kMetric},
                             Table{"quantiles", kQuantilesOfMetric},
                             Table{"target", kTarget},
                             Table{"timing", kTiming},
                             Table{"first_month", kFirstMonth},
                             Table{"joint", kJoint},
                             Table{"exposure", kExposure},
                             Table{"risk", kRisk},
                             Table{"risk_category", kRiskCategory},
                             Table{"benefit", kBenefit},
                             Table{"gain", kGain}};

bool take_suffix(std::string_view& text, char suffix) {
  if (!text.ends_with(suffix))
    return false;
  text.remove_suffix(1);
  return true;
}

std::vector<std::string_view> split(std::string_view words) {
  std::vector<std::string_view> parts;
  for (std::size_t bar; (bar = words.find('|')) != std::string_view::npos;
       words.remove_prefix(bar + 1))
    parts.push_back(words.substr(0, bar));
  parts.push_back(words);
  return parts;
}

class ResultSchema {
 public:
  std::string take() {
    write_.begin();
    write_.text("$schema", "http://json-schema.org/draft-07/schema#");
    write_.text("title", "escala result");
    write_.begin_list("oneOf");
    for (std::string_view document : {"result", "results"}) {
      write_.begin();
      write_.refer(document);
      write_.end();
    }
    write_.end_list();
    write_.begin("definitions");
    for (const Table& table : kTables)
      write_table(table);
    write_.end();
    write_.end();
    return write_.take();
  }

 private:
  void write_table(const Table& table) {
    write_.begin(table.name);
    write_.text("type", "object");
    write_.begin("properties");
    std::vector<std::string_view> required;
    for (const Field& field : table.fields) {
      std::string_view name = field.name;
      if (!take_suffix(name, '?'))
        required.push_back(name);
      write_.begin(name);
      if (!field.doc.empty())
        write_.text("description", field.doc);
      write_type(field.type);
      write_.end();
    }
    write_.end();
    write_.texts("required", required);
    write_.end();
  }

  void write_type(std::string_view type) {
    if (type.front() == '[')
      return write_container("array", "items", type);
    if (type.front() == '{')
      return write_container("object", "additionalProperties", type);
    if (type.front() == '=')
      return write_.text("const", type.substr(1));
    const bool nullable = take_suffix(type, '?');
    if (nullable && (type.front() == '@' || type.find('|') != std::string_view::npos)) {
      write_.begin_list("anyOf");
      write_.begin();
      write_.text("type", "null");
      write_.end();
      write_.begin();
      write_plain(type, false);
      write_.end();
      return write_.end_list();
    }
    write_plain(type, nullable);
  }

  void write_container(std::string_view kind, std::string_view key, std::string_view type) {
    write_.text("type", kind);
    write_.begin(key);
    write_type(type.substr(1, type.size() - 2));
    write_.end();
  }

  void write_plain(std::string_view type, bool nullable) {
    if (type.front() == '@')
      return write_.refer(type.substr(1));
    if (type.find('|') != std::string_view::npos)
      return write_.texts("enum", split(type));
    const std::string_view kind = type == "number"  ? "number"
                                  : type == "count" ? "integer"
                                                    : "string";
    if (nullable)
      write_.texts("type", {kind, "null"});
    else
      write_.text("type", kind);
    if (type == "month")
      write_.text("pattern", "^[0-9]{4,}-[0-9]{2}$");
  }

  SchemaWriter write_;
};

} // namespace

std::string result_schema() { return ResultSchema().take(); }

} // namespace escala
