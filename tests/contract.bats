#!/usr/bin/env bats
# What every tool promises: one contract, one loop over all of them.
load helpers

@test "--help and --version go to standard output, at any place of the line" {
    for tool in "${TOOLS[@]}"; do
        for option in -h --help; do
            status 0 "$tool" "$option"
            head -1 out | grep -q "^Usage: $tool \[OPTION\]\.\.\. "
            [ ! -s err ]
            [ "$(awk 'length > 100' out | wc -l)" = 0 ]
        done
        for option in -V --version; do
            status 0 "$tool" "$option"
            same "$tool (vmi) $(sed -n 's/^VERSION := //p' "$ROOT/Makefile")" "$(cat out)"
        done
    done
    for tool in "${FILTERS[@]}"; do
        status 0 "$tool" nofile -q --help
    done
}

@test "--list prints the registry of the tool as CSV" {
    status 0 vmi-ingest --list
    grep -q '^on_hand,level,' out
    status 0 vmi-threshold --list
    grep -q '^service,' out
    status 0 vmi-plan --list
    grep -q '^order_multiple,changes the line,' out
    status 0 vmi-kpi --list
    grep -q '^customer_fill_rate,ratio,' out
}

@test "an unknown option is exit 2 with one line, the nearest name, and no output" {
    for tool in "${TOOLS[@]}"; do
        for option in --bogus -Z -Zfoo --verbos --hel; do
            status 2 "$tool" "$option"
            says "unrecognized option"
            says "try '$tool --help'"
            one_line
        done
    done
    status 2 vmi-plan --outptu=x
    says "did you mean --output?"
}

@test "a missing or a needless argument of an option is exit 2" {
    for tool in "${FILTERS[@]}"; do
        status 2 "$tool" -o
        says "option -o needs an argument"
        status 2 "$tool" --output
        says "option --output needs an argument"
        status 2 "$tool" --quiet=yes
        says "option --quiet takes no argument"
        status 2 "$tool" --max-record=many
        says "is not a size"
        status 2 "$tool" --to=xml
        says "is none of csv|ndjson|table"
    done
    status 2 vmi-threshold -d 2026-02-29
    says "is not a date"
}

@test "options and operands stand in any order, the last of a repeated option stands, -- ends options" {
    status 0 vmi-plan positions.csv -q -t csv --to=ndjson
    grep -q '^{"location":"S1"' out
    cp positions.csv ./-q
    status 0 vmi-plan -- -q
    grep -q '^S1,007,' out
    STDIN=positions.csv status 0 vmi-plan -q -
    STDIN=positions.csv status 0 vmi-plan -q
}

@test "an unknown term is exit 2 and names the nearest; a term of another tool names that tool" {
    status 2 vmi-threshold -s leadtime=3 activity.csv
    says "did you mean lead_time"
    status 2 vmi-plan -s ordermultiple=3 positions.csv
    says "did you mean order_multiple"
    status 2 vmi-plan -s min=3 positions.csv
    says "min: is settled by vmi-threshold"
    status 2 vmi-plan -s lead_time=3 positions.csv
    says "is settled by vmi-threshold"
    status 2 vmi-threshold -s service_level=95 activity.csv
    says "a ratio such as 0.95 was expected"
    status 2 vmi-threshold -s min activity.csv
    says "NAME=VALUE was expected"
    status 2 vmi-threshold -s policy=magic activity.csv
    says "minmax|days|safety_days|service"
}

@test "a full disk is exit 4, for help and for data, on standard output and with -o" {
    for tool in "${TOOLS[@]}"; do
        for option in --help --version; do
            code=0; "$tool" "$option" > /dev/full 2> err || code=$?
            [ "$code" = 4 ]
            says "No space left on device"
        done
    done
    for tool in "${FILTERS[@]}"; do
        code=0; "$tool" -q $(terms_of "$tool") "$(input_of "$tool")" > /dev/full 2> err || code=$?
        [ "$code" = 4 ]
        says "No space left on device"
        code=0; "$tool" -q $(terms_of "$tool") "$(input_of "$tool")" -o /dev/full 2> err || code=$?
        [ "$code" = 4 ]
        for form in ndjson table; do
            code=0; "$tool" -q -t $form $(terms_of "$tool") "$(input_of "$tool")" > /dev/full 2> err || code=$?
            [ "$code" = 4 ]
        done
    done
}

@test "closed descriptors are exit 4, and never swallow a file" {
    for tool in "${FILTERS[@]}"; do
        code=0; "$tool" -q $(terms_of "$tool") "$(input_of "$tool")" >&- 2> err || code=$?
        [ "$code" = 4 ]
        says "Bad file descriptor"
        code=0; "$tool" --help >&- 2> err || code=$?
        [ "$code" = 4 ]
        code=0; "$tool" -q $(terms_of "$tool") <&- > out 2> err || code=$?
        [ "$code" = 4 ]
        code=0; "$tool" -q $(terms_of "$tool") "$(input_of "$tool")" -o result 2>&- || code=$?
        [ "$code" = 0 ]
        [ -s result ]
        rm result
    done
}

@test "a closed pipe ends a tool quietly, also where SIGPIPE was ignored" {
    { echo location,sku,on_hand; seq 1 200000 | sed 's/.*/S1,&,5/'; } > many.csv
    set +o pipefail
    vmi-ingest -q many.csv 2> err | head -1 > out
    [ "${PIPESTATUS[0]}" = 141 ]
    [ ! -s err ]
    (trap '' PIPE; vmi-ingest -q many.csv 2> err || echo $? > code) | head -1 > out
    [ "$(cat code)" = 141 ]
    [ ! -s err ]
}

@test "a missing file and a folder are exit 4 with one line that names them" {
    for tool in "${FILTERS[@]}"; do
        status 4 "$tool" -q $(terms_of "$tool") nofile
        says "$tool: nofile: cannot be opened: No such file or directory"
        one_line
        status 4 "$tool" -q $(terms_of "$tool") .
        says "$tool: .: cannot be read: Is a directory"
        one_line
        status 4 "$tool" -q $(terms_of "$tool") "$(input_of "$tool")" -o no/such/folder/file
        says "cannot be written"
    done
    for tool in vmi-threshold vmi-plan vmi-kpi; do
        status 4 "$tool" -a nofile "$(input_of "$tool")"
        says "nofile: cannot be read"
    done
}

@test "with a terminal for standard input a tool says how to call it" {
    command -v script > /dev/null || skip "no script(1)"
    for tool in "${FILTERS[@]}"; do
        script -qec "$tool" /dev/null < /dev/null > out 2>&1 || true
        grep -q "standard input is a terminal" out
    done
}

@test "-q says nothing but errors, --progress=always shows itself" {
    status 0 vmi-threshold -q -s min=1 -s max=2 activity.csv
    [ ! -s err ]
    status 0 vmi-threshold -s min=1 -s max=2 activity.csv
    says "as of 2026-01-03"
    for tool in "${FILTERS[@]}"; do
        status 0 "$tool" --progress=always $(terms_of "$tool") "$(input_of "$tool")"
        grep -q "$tool: [0-9]* records" err
        status 0 "$tool" --progress=never $(terms_of "$tool") "$(input_of "$tool")"
        ! grep -q "$tool: [0-9]* records *$" err || false
    done
}

@test "colour only where it is asked for, or on a terminal without NO_COLOR" {
    status 0 vmi-plan -q -t table positions.csv
    ! grep -q $'\033' out || false
    status 0 vmi-plan -q -t table --color=always positions.csv
    grep -q $'\033' out
}

@test "the dispatcher runs the tool beside it, lists the tools, and knows a near miss" {
    status 0 vmi plan -q positions.csv
    grep -q '^S1,007,' out
    status 0 vmi
    for tool in ingest threshold plan kpi; do grep -q "vmi $tool " out; done
    status 2 vmi plann
    says "did you mean 'vmi plan'?"
    status 2 vmi help nothing
    says "is not a tool"
}

@test "no tool reads a locale or a time zone" {
    for tool in vmi-threshold vmi-plan vmi-kpi; do
        status 0 "$tool" -q $(terms_of "$tool") "$(input_of "$tool")"
        mv out plain
        for zone in Pacific/Kiritimati America/Los_Angeles; do
            TZ=$zone LC_ALL=tr_TR.UTF-8 status 0 "$tool" -q $(terms_of "$tool") "$(input_of "$tool")"
            cmp plain out
        done
    done
}
