// SPDX-License-Identifier: Apache-2.0
#include "escala/report/names.h"

namespace escala {

std::string_view name_of(Verdict verdict) {
  switch (verdict) {
  case Verdict::met:
    return "met";
  case Verdict::missed:
    return "missed";
  case Verdict::undecided:
    break;
  }
  return "undecided";
}

std::string_view name_of(TargetTiming::Kind timing) {
  switch (timing) {
  case TargetTiming::Kind::at:
    return "at";
  case TargetTiming::Kind::throughout:
  case TargetTiming::Kind::always:
    return "throughout";
  case TargetTiming::Kind::by:
    break;
  }
  return "by";
}

} // namespace escala
