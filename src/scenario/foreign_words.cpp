// SPDX-License-Identifier: Apache-2.0
#include "scenario/foreign_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "escala/core/numbers.h"
#include "escala/expression/number_words.h"

namespace escala {
namespace {

struct ForeignWord {
  std::string_view foreign;
  std::string_view ours;
};

constexpr std::array kDistributionWords{ForeignWord{"gaussian", "normal"},
                                        ForeignWord{"gauss", "normal"},
                                        ForeignWord{"norm", "normal"},
                                        ForeignWord{"rnorm", "normal"},
                                        ForeignWord{"lognorm", "lognormal"},
                                        ForeignWord{"log_normal", "lognormal"},
                                        ForeignWord{"unif", "uniform"},
                                        ForeignWord{"runif", "uniform"},
                                        ForeignWord{"randbetween", "uniform"},
                                        ForeignWord{"rand_between", "uniform"},
                                        ForeignWord{"triangle", "triangular"},
                                        ForeignWord{"tri", "triangular"},
                                        ForeignWord{"triang", "triangular"},
                                        ForeignWord{"expon", "exponential"},
                                        ForeignWord{"betapert", "pert"},
                                        ForeignWord{"studentt", "student"},
                                        ForeignWord{"t_distribution", "student"},
                                        ForeignWord{"categorical", "discrete"},
                                        ForeignWord{"choice", "discrete"},
                                        ForeignWord{"bernoulli_trial", "bernoulli"}};

// Words for the same parameter: the first is ours for some distribution.
constexpr std::array<std::string_view, 12> kParameterWords{
    " mean mu average avg loc location expected m p50 center centre ",
    " sd stdev std std_dev stddev sigma standard_deviation deviation s scale ",
    " a low min minimum lower from left start p5 p05 lo worst pessimistic ",
    " b high max maximum upper to right end p95 hi best optimistic ",
    " low a min minimum lower from left p5 lo worst pessimistic ",
    " high b max maximum upper to right p95 hi best optimistic ",
    " mode likely most_likely peak ml base expected realistic mid ",
    " median p50 mid typical ",
    " sigma sd stdev std spread ",
    " shape alpha k ",
    " scale theta beta lambda ",
    " p prob probability chance "};

std::string small_letters(std::string_view word) {
  std::string small(word);
  for (char& c : small)
    c = c == '-' || c == ' ' ? '_' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return small;
}

// Whether a word of another tool may be this parameter.
bool is_parameter(std::string_view parameter, std::string_view word) {
  if (parameter == word)
    return true;
  const std::string wanted = fmt::format(" {} ", word);
  return std::ranges::any_of(kParameterWords, [&](std::string_view words) {
    return words.starts_with(fmt::format(" {} ", parameter)) &&
           words.find(wanted) != std::string_view::npos;
  });
}

// The index of the value for a parameter: by its own name first.
std::optional<std::size_t> value_for(std::string_view parameter, std::span<const NamedValue> values,
                                     const std::vector<bool>& used) {
  for (const bool exact : {true, false})
    for (std::size_t i = 0; i < values.size(); ++i) {
      const std::string name = small_letters(values[i].name);
      if (!used[i] && (exact ? name == parameter : is_parameter(parameter, name)))
        return i;
    }
  return std::nullopt;
}

const std::string* text_if_scalar(const Node& node) {
  return node.kind == Node::Kind::scalar ? &node.text.text : nullptr;
}

// The entries of a map but one, as named values; empty if one is no text.
std::vector<NamedValue> named_values(const Node& map, const Entry* left_out) {
  std::vector<NamedValue> values;
  for (const Entry& entry : map.entries) {
    if (&entry == left_out)
      continue;
    const std::string* text = text_if_scalar(entry.value);
    if (text == nullptr)
      return {};
    values.push_back({entry.key.text, *text});
  }
  return values;
}

// {normal: [80%, 20%]} and {normal: {mean: 80%, sd: 20%}}
std::optional<std::string> nested_call(const Entry& entry) {
  const DistributionSpec* spec = distribution_meant(entry.key.text);
  if (spec == nullptr)
    return std::nullopt;
  if (entry.value.kind == Node::Kind::map)
    return distribution_call(*spec, named_values(entry.value, nullptr));
  std::string list;
  for (const Node& item : entry.value.items) {
    if (text_if_scalar(item) == nullptr)
      return std::nullopt;
    list += (list.empty() ? "" : ", ") + item.text.text;
  }
  return list.empty() ? std::nullopt : std::optional(fmt::format("{}({})", spec->name, list));
}

// Two ends are a range, three points a distribution through them.
std::optional<std::string> through_points(std::span<const NamedValue> values) {
  const std::vector<bool> none(values.size());
  const auto low = value_for("low", values, none);
  const auto high = value_for("high", values, none);
  if (values.size() == 2 && low && high)
    return fmt::format("{} to {}", values[*low].value, values[*high].value);
  if (values.size() == 2) // {mean: 80%, sd: 20%}
    return distribution_call(*find_distribution("normal"), values);
  if (values.size() != 3)
    return std::nullopt;
  for (const std::string_view name : {"metalog", "pert", "normal"})
    if (auto call = distribution_call(*find_distribution(name), values))
      return call;
  return std::nullopt;
}

struct ForeignCall {
  std::string_view name;      // in small letters
  std::size_t arguments;      // their number; 0: any where something joins them, else none
  std::string_view meaning;   // $1, $2 and $3 are the arguments, @2 one that counts months
  std::string_view separator; // of any number of arguments: what joins them
};
constexpr std::array kForeignCalls{
    ForeignCall{"avg", 1, "mean($1, 12mo)", ""},
    ForeignCall{"average", 1, "mean($1, 12mo)", ""},
    ForeignCall{"avg", 2, "mean($1, @2)", ""},
    ForeignCall{"average", 2, "mean($1, @2)", ""},
    ForeignCall{"rolling_mean", 2, "mean($1, @2)", ""},
    ForeignCall{"moving_average", 2, "mean($1, @2)", ""},
    ForeignCall{"rolling_sum", 2, "sum($1, @2)", ""},
    ForeignCall{"ln", 1, "log($1)", ""},
    ForeignCall{"log10", 1, "log($1) / log(10)", ""},
    ForeignCall{"log2", 1, "log($1) / log(2)", ""},
    ForeignCall{"log", 2, "log($1) / log($2)", ""},
    ForeignCall{"pow", 2, "($1) ^ ($2)", ""},
    ForeignCall{"power", 2, "($1) ^ ($2)", ""},
    ForeignCall{"int", 1, "floor($1)", ""},
    ForeignCall{"trunc", 1, "floor($1)", ""},
    ForeignCall{"ceiling", 1, "ceil($1)", ""},
    ForeignCall{"roundup", 2, "ceil(($1) * 10^($2)) / 10^($2)", ""},
    ForeignCall{"rounddown", 2, "floor(($1) * 10^($2)) / 10^($2)", ""},
    ForeignCall{"round", 2, "round(($1) * 10^($2)) / 10^($2)", ""},
    ForeignCall{"if", 2, "if($1, $2, 0)", ""},
    ForeignCall{"iif", 3, "if($1, $2, $3)", ""},
    ForeignCall{"ifelse", 3, "if($1, $2, $3)", ""},
    ForeignCall{"where", 3, "if($1, $2, $3)", ""},
    ForeignCall{"np.where", 3, "if($1, $2, $3)", ""},
    ForeignCall{"prev", 1, "lag($1, 1mo)", ""},
    ForeignCall{"previous", 1, "lag($1, 1mo)", ""},
    ForeignCall{"prior", 1, "lag($1, 1mo)", ""},
    ForeignCall{"lag", 1, "lag($1, 1mo)", ""},
    ForeignCall{"delay", 1, "lag($1, 1mo)", ""},
    ForeignCall{"delay", 2, "lag($1, @2)", ""},
    ForeignCall{"shift", 2, "lag($1, @2)", ""},
    ForeignCall{"offset", 2, "lag($1, @2)", ""},
    ForeignCall{"diff", 1, "change($1)", ""},
    ForeignCall{"delta", 1, "change($1)", ""},
    ForeignCall{"pct_change", 1, "change($1) / lag($1, 1mo)", ""},
    ForeignCall{"mom", 1, "change($1) / lag($1, 1mo)", ""},
    ForeignCall{"yoy", 1, "growth($1)", ""},
    ForeignCall{"growth", 2, "($1) / lag($1, @2) - 1", ""},
    ForeignCall{"change", 2, "($1) - lag($1, @2)", ""},
    ForeignCall{"cumsum", 1, "sum($1, 100y)", ""},
    ForeignCall{"cumulative", 1, "sum($1, 100y)", ""},
    ForeignCall{"cummax", 1, "peak($1)", ""},
    ForeignCall{"cummin", 1, "trough($1)", ""},
    ForeignCall{"first", 1, "initial($1)", ""},
    ForeignCall{"opening", 1, "initial($1)", ""},
    ForeignCall{"sum", 1, "sum($1, 12mo)", ""},
    ForeignCall{"mean", 1, "mean($1, 12mo)", ""},
    ForeignCall{"sum", 0, "", " + "},
    ForeignCall{"product", 0, "", " * "},
    ForeignCall{"and", 0, "", " and "},
    ForeignCall{"or", 0, "", " or "},
    ForeignCall{"not", 1, "not ($1)", ""},
    ForeignCall{"rand", 0, "uniform(0, 1)", ""},
    ForeignCall{"random", 0, "uniform(0, 1)", ""},
    ForeignCall{"rand", 2, "uniform($1, $2)", ""},
    ForeignCall{"random", 2, "uniform($1, $2)", ""},
    ForeignCall{"sign", 1, "if($1 > 0, 1, if($1 < 0, -1, 0))", ""},
    ForeignCall{"abs_value", 1, "abs($1)", ""},
    ForeignCall{"mx", 4, "mixture($1, $2, $3, $4)", ""}};

std::string filled_in(std::string_view meaning, const std::vector<std::string>& arguments) {
  std::string text;
  for (std::size_t i = 0; i < meaning.size(); ++i) {
    const bool place = (meaning[i] == '$' || meaning[i] == '@') && i + 1 < meaning.size();
    if (!place) {
      text += meaning[i];
      continue;
    }
    const auto number = static_cast<std::size_t>(meaning[i + 1] - '1');
    const std::string& argument = arguments[number];
    const bool simple = argument.find_first_of(" +-*/^<>=") == std::string::npos;
    const bool enclosed =
        i > 0 && meaning[i - 1] == '(' && i + 2 < meaning.size() && meaning[i + 2] == ')' &&
        (i < 2 || meaning[i - 2] == ' ' || meaning[i - 2] == '^' || meaning[i - 2] == '(');
    if (simple && enclosed) {
      text.pop_back();
      text += argument;
      i += 2;
      continue;
    }
    text += argument;
    if (meaning[i] == '@' && argument.find_first_not_of("0123456789") == std::string::npos)
      text += "mo";
    ++i;
  }
  return text;
}

// "choice(10%, 20%)": each value with the same chance; the arguments themselves where each second
// one is a percentage and these add up to 100%.
std::string choice_call(const std::vector<std::string>& arguments) {
  double sum = 0;
  std::string list;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& text = arguments[i];
    const auto number = i % 2 == 1 && text.ends_with('%')
                            ? parse_decimal(text.substr(0, text.size() - 1))
                            : std::nullopt;
    sum += number.value_or(0);
    list += fmt::format("{}{}, {}", i > 0 ? ", " : "", text, equal_chance(arguments.size()));
  }
  const bool paired = arguments.size() % 2 == 0 && std::abs(sum - 100) < 1e-9;
  return fmt::format("discrete({})", paired ? fmt::format("{}", fmt::join(arguments, ", ")) : list);
}

bool is_choice_word(std::string_view name) {
  const std::string_view last = name.substr(name.rfind('.') + 1);
  return last == "choice" || last == "choices" || last == "pick" || last == "one_of";
}

std::string joined_arguments(const std::vector<std::string>& arguments,
                             std::string_view separator) {
  std::string text;
  for (const std::string& argument : arguments)
    text += (text.empty() ? std::string() : std::string(separator)) + argument;
  return "(" + text + ")";
}

} // namespace

const DistributionSpec* distribution_meant(std::string_view word) {
  std::string name = small_letters(word);
  name = name.substr(name.rfind('.') + 1); // np.random.normal
  if (const DistributionSpec* spec = find_distribution(name))
    return spec;
  const auto found = std::ranges::find(kDistributionWords, name, &ForeignWord::foreign);
  return found == kDistributionWords.end() ? nullptr : find_distribution(found->ours);
}

std::optional<std::string> distribution_call(const DistributionSpec& spec,
                                             std::span<const NamedValue> values) {
  if (spec.form != DistributionForm::single || values.empty())
    return std::nullopt;
  std::vector<bool> used(values.size());
  std::string list;
  for (const DistributionParameter& parameter : spec.parameters) {
    const auto value = value_for(parameter.name, values, used);
    if (!value)
      return std::nullopt;
    used[*value] = true;
    list += (list.empty() ? "" : ", ") + values[*value].value;
  }
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::string name = small_letters(values[i].name);
    const bool bound = spec.truncates() && (name == "min" || name == "max");
    if (!used[i] && !bound)
      return std::nullopt;
    if (!used[i])
      list += fmt::format(", {}={}", name, values[i].value);
  }
  return fmt::format("{}({})", spec.name, list);
}

std::optional<std::string> quantity_meant(const Node& map) {
  if (map.kind == Node::Kind::list && map.items.size() == 2) {
    const std::string* low = text_if_scalar(map.items[0]); // [5, 10] of Guesstimate
    const std::string* high = text_if_scalar(map.items[1]);
    return low != nullptr && high != nullptr ? std::optional(fmt::format("{} to {}", *low, *high))
                                             : std::nullopt;
  }
  if (map.kind != Node::Kind::map || map.entries.empty())
    return std::nullopt;
  for (const Entry& entry : map.entries) {
    const std::string key = small_letters(entry.key.text);
    const bool names = key == "distribution" || key == "dist" || key == "type" || key == "kind" ||
                       key == "draw" || key == "shape" || key == "family";
    const std::string* word = text_if_scalar(entry.value);
    const DistributionSpec* spec = names && word != nullptr ? distribution_meant(*word) : nullptr;
    if (spec != nullptr)
      return distribution_call(*spec, named_values(map, &entry));
  }
  if (map.entries.size() == 1)
    if (auto call = nested_call(map.entries.front()))
      return call;
  return through_points(named_values(map, nullptr));
}

std::optional<std::string> call_meant(std::string_view name,
                                      const std::vector<std::string>& arguments) {
  const std::string small = small_letters(name);
  for (const ForeignCall& call : kForeignCalls) {
    const bool any = call.arguments == 0 && !call.separator.empty();
    const bool fits = any ? arguments.size() > 1 : call.arguments == arguments.size();
    if (call.name != small || !fits)
      continue;
    return call.separator.empty() ? filled_in(call.meaning, arguments)
                                  : joined_arguments(arguments, call.separator);
  }
  if (is_choice_word(small) && arguments.size() > 1)
    return choice_call(arguments);
  const DistributionSpec* spec = distribution_meant(name);
  if (spec == nullptr || spec->name == name)
    return std::nullopt;
  std::vector<std::string> values = arguments;
  if (small == "rnorm" || small == "runif") // the number of draws comes first
    values.erase(values.begin(), values.begin() + (values.size() > 2 ? 1 : 0));
  std::string list = joined_arguments(values, ", ");
  return std::string(spec->name) + list;
}

} // namespace escala
