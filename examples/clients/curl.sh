#!/bin/sh
# curl as most scripts use it: faultline judge -- examples/clients/curl.sh
printf '%s\n' "$FAULTLINE_HEADER_LINES" |
  exec curl --silent --show-error --fail-with-body --retry 3 --request "$FAULTLINE_METHOD" --header @- \
    ${FAULTLINE_BODY:+--data-binary "$FAULTLINE_BODY"} "$FAULTLINE_URL"
