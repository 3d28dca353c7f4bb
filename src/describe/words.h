// SPDX-License-Identifier: Apache-2.0
// Descriptions of values in words: how they are written, their range and default.
#pragma once

#include <string>

#include "escala/catalog/distribution.h"
#include "escala/catalog/growth_model.h"
#include "escala/scenario/keys.h"

namespace escala {

std::string value_in_words(ParameterUnit unit);
std::string value_in_words(const ParameterSpec& parameter);
std::string value_in_words(const DistributionParameter& parameter);
std::string value_in_words(const KeySpec& key);

} // namespace escala
