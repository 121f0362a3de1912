#!/usr/bin/env bats
# The house itself: floors, sizes, what must not stand in it.
load helpers

@test "the floors hold: includes as written and as compiled, and what the deciders call" {
    objects=$ROOT/build/release
    [ -d "$objects/lib" ] || objects=${VMI_OUT:-$objects}
    case ${VMI_VARIANT:-release} in
    release | clang) "$ROOT/tests/floors" "$objects" ;;
    *) skip "sanitizers call more than the code does" ;;
    esac
}

@test "a tool's file holds options and wiring: 80 to 300 lines; no file of the library is over 500" {
    wc -l "$ROOT"/cmd/*.c | awk '$2 != "total" && ($1 < 80 || $1 > 300) { print "# " $0; bad = 1 } END { exit bad }'
    wc -l "$ROOT"/lib/*/*.c | awk '$2 != "total" && $1 > 500 { print "# " $0; bad = 1 } END { exit bad }'
}

@test "no function is over 80 lines" {
    awk 'FNR == 1 { start = 0 } /^[a-z].*[^;]$/ && !/^(struct|enum|union|static const|const|typedef)/ { start = FNR; name = $0 } /^{/ { body = FNR }
        /^}/ && start { if (FNR - start > 80) { print "# " FILENAME ": " name " " FNR - start; bad = 1 } start = 0 } END { exit bad }' "$ROOT"/lib/*/*.c "$ROOT"/cmd/*.c
}

@test "functions that have cost others their data are not called" {
    banned='\b(sprintf|strcpy|strcat|strtok|atoi|atof|strtol|strtoul|gets|sscanf|system|popen|setlocale)[(]'
    ! grep -nE "$banned" "$ROOT"/lib/*/*.c "$ROOT"/cmd/*.c || false
    ! grep -nwE 'TO[D]O|FIX[M]E' -r "$ROOT"/lib "$ROOT"/cmd "$ROOT"/include || false
}

@test "every test file is there for the runner, and every source stands in the Makefile" {
    for file in "$ROOT"/lib/*/*.c; do
        grep -qw "$(basename "$file" .c)" "$ROOT/Makefile" || { echo "# $file"; false; }
    done
    for tool in "${TOOLS[@]}"; do [ -x "$BIN/$tool" ]; done
}

@test "start-up is quick: a small input takes a few milliseconds" {
    [ "${VMI_VARIANT:-release}" = release ] || skip "not under sanitizers"
    start=$(date +%s%N)
    for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do vmi-plan -q positions.csv > /dev/null; done
    [ $((($(date +%s%N) - start) / 20000000)) -lt 30 ]
}

@test "every tool is clean under valgrind, with good input and with bad" {
    [ "${VMI_VARIANT:-release}" = release ] || skip "not together with sanitizers"
    command -v valgrind > /dev/null || skip "no valgrind"
    { cat activity.csv; echo rubbish; } > broken.csv
    clean() {
        local got=0
        valgrind -q --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite,possible "$@" > out 2> err || got=$?
        [ "$got" != 99 ] || { sed 's/^/# /' err; return 1; }
    }
    for tool in "${FILTERS[@]}"; do
        clean "$tool" -t ndjson $(terms_of "$tool") "$(input_of "$tool")"
        clean "$tool" -t table $(terms_of "$tool") "$(input_of "$tool")"
        clean "$tool" --seal -o result $(terms_of "$tool") "$(input_of "$tool")"
        clean "$tool" $(terms_of "$tool") broken.csv
        clean "$tool" --help
        clean "$tool" --bogus
    done
    clean vmi-threshold -a "$DATA/demo/agreement.json" activity.csv
    clean vmi-ingest -m "$DATA/usaid/mapping.json" -r rejects stock.csv
    sed 's/QS\*88/QS*8X/; s/^GE\*1/GE*2/' "$DATA/edi/852-dc-planship.twice-dup-icn.x12" > bad.x12
    head -c 900 "$DATA/edi/856-asn-sopi.x12" > cut.x12
    echo '{"edi": {"sku": ["VC"], "partners": {"RET*": {"codes": {"852/ZA01=QO": "ignore"}}}}}' > m.json
    clean vmi-ingest -m m.json --origin --ack=ack --seen=seen --numbers=numbers -r rejects --report=report bad.x12 cut.x12 "$DATA"/edi/*.edi
    clean vmi-ingest --strict --ack=ack bad.x12 "$DATA"/edi/SLSRPT-D96A.edi
}
