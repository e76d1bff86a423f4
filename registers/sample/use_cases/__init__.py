"""The use cases of the sample organisation, department by department."""

from registers.sample.use_cases import compliance, data, engineering, operations

USE_CASES = (*engineering.USE_CASES, *operations.USE_CASES, *compliance.USE_CASES, *data.USE_CASES)
