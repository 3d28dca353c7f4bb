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

std::string_view name_of(TimingKind kind) {
  switch (kind) {
  case TimingKind::at:
    return "at";
  case TimingKind::throughout:
    return "throughout";
  case TimingKind::by:
    break;
  }
  return "by";
}

} // namespace escala
