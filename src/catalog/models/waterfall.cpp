// SPDX-License-Identifier: Apache-2.0
// Recurring revenue: what comes, expands, contracts and churns.
#include <algorithm>
#include <array>
#include <cstdint>

#include "catalog/models/list.h"
#include "catalog/models/parameters.h"
#include "catalog/models/retention.h"
#include "escala/catalog/sheet_month.h"
#include "escala/core/undefined.h"

namespace escala {
namespace {

enum Parameter { initial, new_, expansion, contraction, churn };
enum Output { added, expanded, contracted, churned, opened, retained, renewed, nrr, grr };

constexpr std::uint32_t kNet = 1U << Output::nrr | 1U << Output::retained;
constexpr std::uint32_t kGross = 1U << Output::grr | 1U << Output::renewed;
constexpr std::uint32_t kRetentions = kNet | kGross;
// Those that need the level of twelve months ago.
constexpr std::uint32_t kYearAgo =
    1U << Output::opened | 1U << Output::retained | 1U << Output::renewed;

constexpr ParameterSpec rate_named(std::string_view name, std::string_view doc,
                                   std::string_view example, std::string_view also, bool loses) {
  return {.name = name,
          .unit = ParameterUnit::rate,
          .presence = Presence::optional,
          .fallback = 0,
          .range = kNotNegative,
          .opening_outputs = kRetentions,
          .percent = true,
          .loses = loses,
          .unlikely_from = 1,
          .doc = doc,
          .example = example,
          .also = also};
}

constexpr std::array kParameters{
    kInitial,
    ParameterSpec{
        .name = "new",
        .unit = ParameterUnit::level_per_time,
        .doc = "what new customers bring per time",
        .example = "$200k/mo",
        .also =
            "new_customers additions adds new_mrr new_arr gross_adds acquisition inflow bookings"},
    rate_named("expansion", "share of last month's level that is added to it per time", "20%/y",
               "upsell upgrade expansion_rate", false),
    rate_named("contraction", "share by which staying customers reduce what they pay, per time",
               "3%/y", "downgrade downsell contraction_rate", true),
    rate_named("churn", "share that leaves per time", "1%/mo", "churn_rate attrition cancellation",
               true),
};

constexpr std::array kOutputs{
    ModelOutput{.name = "added",
                .unit = ParameterUnit::level,
                .doc = "what new customers brought this month",
                .amount = true},
    ModelOutput{.name = "expanded",
                .unit = ParameterUnit::level,
                .doc = "this month's expansion",
                .amount = true},
    ModelOutput{.name = "contracted",
                .unit = ParameterUnit::level,
                .doc = "this month's contraction",
                .amount = true},
    ModelOutput{.name = "churned",
                .unit = ParameterUnit::level,
                .doc = "what left this month, losses to risks included",
                .amount = true},
    ModelOutput{"opened", ParameterUnit::level, "the level twelve months ago, or in month 0"},
    ModelOutput{"retained", ParameterUnit::level, "opened * nrr: what is left of it", true},
    ModelOutput{"renewed", ParameterUnit::level, "opened * grr: the same without expansion", true},
    ModelOutput{"nrr", ParameterUnit::plain, "net revenue retention of the last 12 months", true},
    ModelOutput{"grr", ParameterUnit::plain, "gross revenue retention of the last 12 months", true},
};

// This month's flow: a rate times last month's level. Month 0 has no flows.
void put_flow(const StepBlock& block, Output output, Parameter rate) {
  if (!block.outputs.has(output))
    return;
  if (block.previous.exists())
    block.outputs[output] = block.previous * block.parameters[rate];
  else
    block.outputs[output] = 0;
}

void put_added(const StepBlock& block) {
  if (!block.outputs.has(Output::added))
    return;
  if (block.previous.exists())
    block.outputs[Output::added] = block.parameters[new_];
  else
    block.outputs[Output::added] = 0;
}

// The share of last month's level that is left: with expansion, or without it.
auto net_left(const StepBlock& block) {
  return (1 + block.parameters[expansion] - block.parameters[contraction] - block.parameters[churn])
      .max(0.0);
}
auto gross_left(const StepBlock& block) {
  return (1 - block.parameters[contraction] - block.parameters[churn]).max(0.0);
}

bool has_any(const StepBlock& block, std::uint32_t outputs) {
  for (std::size_t output = 0; output < kOutputs.size(); ++output)
    if ((outputs >> output & 1) != 0 && block.outputs.has(output))
      return true;
  return false;
}

// The columns of memory before those of the gross ring, and before those of the levels.
std::size_t gross_ring(const StepBlock& block) {
  return has_any(block, kNet) ? kRetentionMonths : 0;
}
std::size_t level_ring(const StepBlock& block) {
  return gross_ring(block) + (has_any(block, kGross) ? kRetentionMonths : 0);
}

// Keeps last month's level, and gives that of twelve months ago, or of month 0. `base` is last
// month's level; in month 0 the opening balance.
ConstColumn level_a_year_ago(const StepBlock& block, ConstColumn base) {
  if (block.month == 0)
    return base;
  const auto level = [&](int month) {
    return block.memory[level_ring(block) + static_cast<std::size_t>(month % kRetentionMonths)];
  };
  level(block.month - 1) = base;
  return level(std::max(0, block.month - kRetentionMonths));
}

// The retention, and what it leaves of the level of a year ago.
template <typename Share>
void put_retained(const StepBlock& block, const Share& share, std::size_t ring, Output ratio,
                  Output kept, ConstColumn year_ago) {
  const Column retention = block.outputs[block.outputs.has(ratio) ? ratio : kept];
  put_retention(block, share, ring, retention);
  if (block.outputs.has(kept))
    block.outputs[kept] = retention * year_ago;
}

void put_outputs(const StepBlock& block, ConstColumn base) {
  put_added(block);
  put_flow(block, Output::expanded, expansion);
  put_flow(block, Output::contracted, contraction);
  put_flow(block, Output::churned, churn);
  const ConstColumn year_ago =
      has_any(block, kYearAgo) ? level_a_year_ago(block, base) : ConstColumn();
  if (block.outputs.has(Output::opened))
    block.outputs[Output::opened] = year_ago;
  if (has_any(block, kNet))
    put_retained(block, net_left(block), 0, Output::nrr, Output::retained, year_ago);
  if (has_any(block, kGross))
    put_retained(block, gross_left(block), gross_ring(block), Output::grr, Output::renewed,
                 year_ago);
}

// The flows of an actual month are n/a. Month 0 has no flows.
void on_actual_month(const StepBlock& block) {
  for (std::size_t output = 0; output < kOutputs.size(); ++output) {
    const bool flow = output <= Output::churned;
    if (block.outputs.has(output))
      block.outputs[output] = flow && block.month == 0 ? 0.0 : kUndefined;
  }
  if (block.month > 0 && has_any(block, kYearAgo))
    level_a_year_ago(block, block.previous);
  for (std::size_t ring = 0; ring < level_ring(block); ring += kRetentionMonths)
    block.memory[ring + static_cast<std::size_t>(block.month % kRetentionMonths)] = kUndefined;
}

void open(const StepBlock& block, Column value) {
  open_at_initial(block, value);
  put_outputs(block, value);
}

// Where rates take more than there is, what is there is all that leaves.
void end_at_zero(const StepBlock& block, Column next) {
  const ConstColumn x = block.previous;
  const ConstColumnList& of = block.parameters;
  const Eigen::ArrayXd there = x + of[new_] + x * of[expansion];
  const Eigen::ArrayXd contracting = (x * of[contraction]).min(there.max(0.0));
  for (Eigen::Index i = 0; i < next.size(); ++i) {
    if (!(next[i] < 0 && x[i] >= 0 && of[contraction][i] + of[churn][i] > 1))
      continue;
    next[i] = 0;
    if (block.outputs.has(Output::contracted))
      block.outputs[Output::contracted][i] = contracting[i];
    if (block.outputs.has(Output::churned))
      block.outputs[Output::churned][i] = there[i] - contracting[i];
  }
}

void step(const StepBlock& block, Column next) {
  const ConstColumn x = block.previous;
  const ConstColumnList& of = block.parameters;
  next = x + of[new_] + x * (of[expansion] - of[contraction] - of[churn]);
  put_outputs(block, x);
  const auto lost = of[contraction] + of[churn];
  if ((lost > 1).any()) // drawn rates: the level ends at 0
    end_at_zero(block, next);
}

void on_permanent_loss(const StepBlock& block, ConstColumn before, ConstColumn after) {
  if (block.outputs.has(Output::churned))
    block.outputs[Output::churned] += before - after;
}

std::size_t memory(const MemoryQuery& query) {
  std::size_t columns = 0;
  for (const std::uint32_t outputs : {kNet, kGross, kYearAgo})
    if ((query.read_outputs & outputs) != 0)
      columns += kRetentionMonths;
  return columns;
}

void put_sheet_flow(SheetMonth& month, Output output, const SheetTerm& amount) {
  if (SheetRow* row = month.outputs[output])
    row->put(month.month, month.month == 0 ? SheetTerm(0) : amount);
}

// The product of the shares of the last twelve months; of fewer, the power that a year would be.
SheetTerm sheet_retention(const SheetRow& shares, int month) {
  const int months = std::clamp(month, 1, kRetentionMonths);
  const int first = std::max(0, month - months + 1);
  const SheetTerm product =
      first == month ? shares.cell(month) : product_of(shares.range(first, month));
  return power(product, months == kRetentionMonths
                            ? SheetTerm(1)
                            : SheetTerm(kRetentionMonths) / SheetTerm(months));
}

void put_sheet_retained(SheetMonth& month, const SheetTerm& share, std::string_view label,
                        Output ratio, Output kept, const SheetTerm& year_ago) {
  if (month.outputs[ratio] == nullptr && month.outputs[kept] == nullptr)
    return;
  SheetRow& shares = month.row(label);
  shares.put(month.month, share);
  SheetTerm retention = sheet_retention(shares, month.month);
  if (SheetRow* row = month.outputs[ratio]) {
    row->put(month.month, retention);
    retention = row->cell(month.month);
  }
  if (SheetRow* row = month.outputs[kept])
    row->put(month.month, retention * year_ago);
}

// `level`: the metric's own value last month, or at the opening that of month 0.
void put_sheet_outputs(SheetMonth& month, const SheetTerm& level) {
  const std::vector<SheetTerm>& of = month.parameters;
  put_sheet_flow(month, Output::added, of[new_]);
  put_sheet_flow(month, Output::expanded, level * of[expansion]);
  put_sheet_flow(month, Output::contracted, level * of[contraction]);
  put_sheet_flow(month, Output::churned, level * of[churn]);
  SheetTerm year_ago = level;
  if (month.outputs[opened] != nullptr || month.outputs[retained] != nullptr ||
      month.outputs[renewed] != nullptr) {
    SheetRow& levels = month.row("level at the end of the month before");
    levels.put(month.month, level);
    const int opening = std::max(0, month.month - kRetentionMonths);
    year_ago = levels.cell(month.month == 0 ? 0 : opening + 1);
  }
  if (SheetRow* row = month.outputs[opened])
    row->put(month.month, year_ago);
  const SheetTerm gross = 1 - of[contraction] - of[churn];
  const SheetTerm net = 1 + of[expansion] - of[contraction] - of[churn];
  put_sheet_retained(month, most(net, 0), "share kept with expansion", Output::nrr,
                     Output::retained, year_ago);
  put_sheet_retained(month, most(gross, 0), "share kept", Output::grr, Output::renewed, year_ago);
}

// Whether rates could take more than there is. Usual ones are far from it, and a formula that said
// so would be harder to read.
bool may_take_all(const SheetMonth& month) {
  constexpr double kUsual = 0.25; // of a month
  return month.parameters[contraction].value() + month.parameters[churn].value() > kUsual;
}

// As end_at_zero.
SheetTerm sheet_end_at_zero(SheetMonth& month, const SheetTerm& next) {
  const SheetTerm& x = month.previous;
  const std::vector<SheetTerm>& of = month.parameters;
  SheetRow& there = month.row("what there is before contraction and churn");
  there.put(month.month, x + of[new_] + x * of[expansion]);
  const SheetTerm all = there.cell(month.month);
  const SheetTerm ends =
      both(compared(next, "<", 0), compared(of[contraction] + of[churn], ">", 1));
  const SheetTerm contracting = least(x * of[contraction], most(all, 0));
  if (SheetRow* row = month.outputs[contracted])
    row->put(month.month, choice(ends, contracting, x * of[contraction]));
  if (SheetRow* row = month.outputs[churned])
    row->put(month.month, choice(ends, all - contracting, x * of[churn]));
  return choice(ends, 0, next);
}

SheetTerm sheet_open(SheetMonth& month) {
  if (std::ranges::any_of(month.outputs, [](const SheetRow* row) { return row != nullptr; }))
    put_sheet_outputs(month, month.parameters[initial]);
  return month.parameters[initial];
}

SheetTerm sheet_step(SheetMonth& month) {
  const SheetTerm& x = month.previous;
  const std::vector<SheetTerm>& of = month.parameters;
  put_sheet_outputs(month, x);
  const SheetTerm next = x + of[new_] + x * (of[expansion] - of[contraction] - of[churn]);
  return may_take_all(month) ? sheet_end_at_zero(month, next) : next;
}

void sheet_actual_month(SheetMonth& month) {
  for (std::size_t output = 0; output < month.outputs.size(); ++output)
    if (SheetRow* row = month.outputs[output])
      row->put(month.month,
               output <= Output::churned && month.month == 0 ? SheetTerm(0) : not_available());
  const bool net = month.outputs[nrr] != nullptr || month.outputs[retained] != nullptr;
  const bool gross = month.outputs[grr] != nullptr || month.outputs[renewed] != nullptr;
  if (net)
    month.row("share kept with expansion").put(month.month, not_available());
  if (gross)
    month.row("share kept").put(month.month, not_available());
  if ((month.outputs[opened] != nullptr || month.outputs[retained] != nullptr ||
       month.outputs[renewed] != nullptr) &&
      month.month > 0)
    month.row("level at the end of the month before").put(month.month, month.previous);
}

void sheet_permanent_loss(SheetMonth& month, const SheetTerm& before, const SheetTerm& after) {
  if (SheetRow* row = month.outputs[churned])
    row->put(month.month, month.previous * month.parameters[churn] + (before - after));
}

} // namespace

const ModelSpec kWaterfall{
    .name = "waterfall",
    .doc = "recurring revenue: new, expansion, contraction, churn",
    .formula = "x <- x + new * dt + x * (expansion - contraction - churn) * dt",
    .source = "the recurring revenue waterfall; NRR = (B + E - C - X) / B, GRR = (B - C - X) / B",
    .parameters = kParameters,
    .draws = {},
    .open = open,
    .step = step,
    .on_actual_month = on_actual_month,
    .on_permanent_loss = on_permanent_loss,
    .outputs = kOutputs,
    .memory = memory,
    .failure = "it overflows",
    .example =
        "revenue: {unit: USD, model: waterfall, initial: $5M, new: $400k/mo, expansion: 20%/y, "
        "churn: 12%/y}",
    .total = &kWaterfallTotal,
    .also = "saas mrr arr subscription recurring",
    .sheet_open = sheet_open,
    .sheet_step = sheet_step,
    .sheet_actual_month = sheet_actual_month,
    .sheet_permanent_loss = sheet_permanent_loss,
};

} // namespace escala
