// SPDX-License-Identifier: Apache-2.0
#include "app/load_variants.h"

#include <fmt/format.h>

namespace escala::app {
namespace {

constexpr std::size_t kVariantPartLimit = 2'000'000;

} // namespace

bool VariantBudget::holds(std::size_t variants) {
  if (variants * parts_of_plan_ <= kVariantPartLimit)
    return true;
  return fail(fmt::format("{} of about {} parts each", variants, parts_of_plan_));
}

bool VariantBudget::goes_on(const std::string& variant, const Loaded& loaded) {
  parts_ += loaded.parts + loaded.parts_read;
  if (parts_ <= kVariantPartLimit)
    return true;
  return fail(fmt::format("those up to {} have about {} parts", variant, parts_));
}

bool VariantBudget::fail(const std::string& reason) {
  diagnostics_.error(file_.plan.variants_span(), "the variants are too large together",
                     reason + ", and at most 2,000,000 are allowed",
                     "split them over several files, or name those to load with --variant");
  return false;
}

} // namespace escala::app
