#!/usr/bin/env bats
# Cases under testdata/golden/TOOL/CASE: cmd is run in a folder that holds what is in in/; standard output, standard
# error and the exit status are those of out, err and rc.
load helpers

# golden TOOL: runs all cases of a tool.
golden() {
    local case got cases=0 wrong=0
    for case in "$DATA/golden/$1"/*/; do
        case=${case%/}
        rm -rf work && mkdir work
        [ ! -d "$case/in" ] || cp -R "$case/in/." work/
        got=0
        (cd work && bash -o pipefail "$case/cmd" > ../got_out 2> ../got_err < /dev/null) || got=$?
        cases=$((cases + 1))
        if ! cmp -s got_out "$case/out" || ! cmp -s got_err "$case/err" || [ "$got" != "$(cat "$case/rc")" ]; then
            echo "# ${case#"$DATA/"}: status $got"
            diff "$case/out" got_out | sed 's/^/#   /' | head -5
            diff "$case/err" got_err | sed 's/^/#   /' | head -5
            wrong=$((wrong + 1))
        fi
    done
    [ "$wrong" = 0 ] && [ "$cases" -ge "$2" ]
}

@test "vmi-agree: a case for each finding, and one beside it" { golden vmi-agree 100; }

@test "vmi-agree: every code has a case in which it is found, and one of its own in which nothing is" {
    vmi-agree --list | tail -n +2 | cut -d, -f1 > codes
    while read -r code; do
        grep -q "^$code," "$DATA/golden/vmi-agree/$code/out" || { echo "# nothing finds $code"; return 1; }
        [ "$(cat "$DATA/golden/vmi-agree/$code-not/rc")" = 0 ] || { echo "# $code-not finds something"; return 1; }
    done < codes
}

@test "vmi-ingest: a case for each dialect, shape and check, and one beside it" { golden vmi-ingest 250; }

# found CODE CASE: the last line of standard error counts it among what was set aside or found.
found() { grep -qE "(set aside \(|found: )([^;]*, )?[0-9]+ $1([,);]|$)" "$DATA/golden/vmi-ingest/$2/err"; }

@test "vmi-ingest: every check has a case in which it finds something, and one of its own in which nothing is wrong" {
    for code in $(vmi-ingest --list-checks | tail -n +2 | cut -d, -f1 | grep -vx columns); do
        found "$code" "$code" || { echo "# nothing finds $code"; return 1; }
        grep -q "\"$code\": [0-9]" "$DATA/golden/vmi-ingest/$code/out" || { echo "# no report has $code"; return 1; }
        ! found "$code" "$code-not" || { echo "# $code-not finds it"; return 1; }
        [ "$(cat "$DATA/golden/vmi-ingest/$code-not/rc")" = 0 ] || { echo "# $code-not finds something"; return 1; }
    done
    grep -ohE '^[a-z_]+,(feed|a|b)\.[a-z]+,[0-9]+,' "$DATA"/golden/vmi-ingest/*/out | cut -d, -f1 | sort -u > codes
    same "" "$(vmi-ingest --list-checks | cut -d, -f1 | sort | comm -23 codes -)"
    # Without the columns there is no run that could be reported.
    same '3 0' "$(cat "$DATA/golden/vmi-ingest/columns/rc" "$DATA/golden/vmi-ingest/columns-not/rc" | paste -sd' ')"
}
