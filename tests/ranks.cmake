# SPDX-License-Identifier: Apache-2.0
# cmake -DESCALA=program -DMPIRUN=program -DSCENARIO=file -P ranks.cmake
#
# The answer of any number of ranks and threads is byte for byte that of one process.

set(arguments run "${SCENARIO}" --baseline "${SCENARIO}" --set start=2026-02 --paths 10001
  --format json)
set(mpirun "${MPIRUN}" --oversubscribe --allow-run-as-root)
execute_process(COMMAND "${ESCALA}" ${arguments} OUTPUT_VARIABLE alone COMMAND_ERROR_IS_FATAL ANY)
foreach(ranks 1 2 3)
  foreach(threads 1 2 7)
    execute_process(COMMAND ${mpirun} -n ${ranks} "${ESCALA}" ${arguments} --threads ${threads}
      OUTPUT_VARIABLE found COMMAND_ERROR_IS_FATAL ANY)
    if(NOT found STREQUAL alone)
      message(SEND_ERROR "${ranks} ranks of ${threads} threads answer something else")
    endif()
  endforeach()
endforeach()

# The first rank's exit code is the job's, and only it speaks.
execute_process(COMMAND ${mpirun} -n 3 "${ESCALA}" check "${SCENARIO}" --format json
  --baseline "${SCENARIO}" --set start=2026-02 --max-paths 20000
  OUTPUT_VARIABLE found RESULT_VARIABLE code ERROR_QUIET)
execute_process(COMMAND "${ESCALA}" check "${SCENARIO}" --format json --baseline "${SCENARIO}"
  --set start=2026-02 --max-paths 20000 OUTPUT_VARIABLE alone RESULT_VARIABLE code_alone)
if(NOT found STREQUAL alone OR NOT code EQUAL code_alone)
  message(SEND_ERROR "check on 3 ranks ends with ${code}, alone with ${code_alone}")
endif()
execute_process(COMMAND ${mpirun} -n 2 "${ESCALA}" run no_such_file.yaml RESULT_VARIABLE code
  OUTPUT_QUIET ERROR_QUIET)
if(NOT code EQUAL 1)
  message(SEND_ERROR "what can't be read ends with ${code} on 2 ranks")
endif()

# The same of analyses, which look at more paths until they are sure.
foreach(analysis "compare --all-variants" "sensitivity")
  separate_arguments(analysis)
  list(POP_FRONT analysis command)
  set(arguments ${command} "${SCENARIO}" ${analysis} --paths 2048 --format json)
  execute_process(COMMAND "${ESCALA}" ${arguments} OUTPUT_VARIABLE alone RESULT_VARIABLE code_alone
    ERROR_QUIET)
  execute_process(COMMAND ${mpirun} -n 2 "${ESCALA}" ${arguments} OUTPUT_VARIABLE found
    RESULT_VARIABLE code ERROR_QUIET)
  if(NOT found STREQUAL alone OR NOT code EQUAL code_alone)
    message(SEND_ERROR "${command} on 2 ranks answers something else")
  endif()
endforeach()
