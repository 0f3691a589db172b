"""Human judgement: MQM and ESA scores, agreement of raters, and metrics measured against both. Reads no files."""
