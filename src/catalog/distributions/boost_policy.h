// SPDX-License-Identifier: Apache-2.0
// Boost.Math in plain doubles and without exceptions: a failure gives a result that is not finite.
#pragma once

#include <boost/math/policies/policy.hpp>

namespace escala {

namespace boost_policies = boost::math::policies;

using QuietDoubles =
    boost_policies::policy<boost_policies::domain_error<boost_policies::ignore_error>,
                           boost_policies::pole_error<boost_policies::ignore_error>,
                           boost_policies::overflow_error<boost_policies::ignore_error>,
                           boost_policies::underflow_error<boost_policies::ignore_error>,
                           boost_policies::denorm_error<boost_policies::ignore_error>,
                           boost_policies::rounding_error<boost_policies::ignore_error>,
                           boost_policies::evaluation_error<boost_policies::ignore_error>,
                           boost_policies::indeterminate_result_error<boost_policies::ignore_error>,
                           boost_policies::promote_float<false>,
                           boost_policies::promote_double<false>>;

} // namespace escala
