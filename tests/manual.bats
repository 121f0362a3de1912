#!/usr/bin/env bats
# The manual says what the programs do: tables, options, names and examples are held against them.

load helpers

setup() {
    cd "$BATS_TEST_DIRNAME/.." || return 1
    BIN=${VMI_BIN:-$PWD/build/bin}
    DESCRIBE=${VMI_OUT:-$PWD/build/release}/tests/unit/describe
    ROOT=$PWD
}

# The small files that the examples speak of, in the folder of the test.
fill_folder() {
    cd "$BATS_TEST_TMPDIR" || return 1
    cat >stock.csv <<'CSV'
date,store,sku,on hand,on order
2026-11-21,Berlin,TEA-100,14,0
2026-11-21,Berlin,COFFEE-500,31,0
2026-11-21,Hamburg,TEA-100,4,12
2026-11-21,Hamburg,COFFEE-500,9,0
CSV
    cat >sales.csv <<'CSV'
date,store,sku,units sold
2026-11-16,Berlin,TEA-100,4
2026-11-16,Hamburg,COFFEE-500,6
2026-11-17,Berlin,TEA-100,2
2026-11-18,Berlin,COFFEE-500,3
2026-11-18,Hamburg,TEA-100,5
2026-11-19,Berlin,TEA-100,3
2026-11-19,Hamburg,COFFEE-500,8
2026-11-20,Hamburg,TEA-100,2
2026-11-21,Berlin,COFFEE-500,2
2026-11-22,Berlin,TEA-100,5
2026-11-22,Hamburg,COFFEE-500,4
CSV
    sed -n '/^\$ cat 852.x12$/,/^IEA/p' "$ROOT/man/vmi-edi.7" | tail -n +2 >852.x12
    cat >agreement.json <<'JSON'
{
  "agreement": "ACME-2026", "version": 1, "currency": "EUR",
  "vendor": {"id": "VENDOR"}, "customer": {"id": "ACME"},
  "defaults": {
    "policy": "service", "service_level": 0.98, "lead_time": 3,
    "order_multiple": 6, "unit_price": 4.5
  },
  "targets": [{"metric": "stockout_share", "at_most": 0.02}]
}
JSON
    cat >season.json <<'JSON'
{
  "agreement": "ACME-2026", "version": 2,
  "defaults": {"policy": "service", "service_level": 0.95, "lead_time": 5},
  "rules": [
    {"match": {"location": "Ham*"}, "set": {"lead_time": 2}},
    {"match": {"class": "A"}, "from": "2026-11-22", "until": "2026-12-31",
     "set": {"service_level": 0.99}, "reason": "season", "author": "jk"}
  ],
  "terms": "season.csv"
}
JSON
    printf 'location,sku,class,lead_time\n*,COFFEE-500,A,\nBerlin,TEA-100,B,4\n' >season.csv
    cat >slip.json <<'JSON'
{"defaults": {"policy": "minmax", "min": 10, "max": 24, "order_multiple": 48},
 "rules": [{"match": {"location": "HH-*"}, "set": {"stock_cap": 40}}]}
JSON
    cat >feed.csv <<'CSV'
region,site,item,year,month,issued,requested
North,Clinic-7,AMOX-250,2026,10,310,400
North,Clinic-7,ZINC-20,2026,10,95,
CSV
    cat >mapping.json <<'JSON'
{
  "location": "{site}", "sku": "{item}", "date": "{year}-{month}",
  "measures": {
    "sold": "{issued}",
    "ordered": {"quantity": "{requested}", "ref": "{site}/{year}-{month}"}
  },
  "ignore": ["region"]
}
JSON
    sed -n '/^\$ cat ledger.csv$/,/^$/p' "$ROOT/man/vmi-track.1" | tail -n +2 | head -n -1 >ledger.csv
    printf 'date,location,sku,on_hand,uom\n2026-11-21,Berlin,TEA-100,2.5,CS\n2026-11-21,Hamburg,TEA-100,14,EA\n' >cases.csv
    printf 'date;store;item;stock\n2026-11-21;K\366ln;TEA-100;7\n' >export.txt
    printf 'location,sku,class,lead_time,stock_cap\n*,*,B,,\n*,COFFEE-500,A,,60\nHamburg,*,,5,\n' >terms.csv
    "$BIN/vmi-ingest" -q stock.csv sales.csv >activity.csv
    "$BIN/vmi-threshold" -q -a agreement.json activity.csv >positions.csv
    PATH=$BIN:$PATH
    export COLUMNS=78
}

# Commands begin with "$ " and go on behind a | or a backslash; what stands below one is its output, up to an empty line.
# Reads such text; runs each command in this folder, and says what differs.
run_examples() {
    local line command='' expected='' more=false ran=0 wrong=0
    while IFS= read -r line; do
        if "$more"; then
            command+=$'\n'$line
        elif [ -n "$command" ] && [ -n "$line" ] && [[ $line != '$ '* ]]; then
            expected+=$line$'\n'
            continue
        else
            [ -z "$command" ] || run_example "$command" "$expected" || wrong=$((wrong + 1))
            command='' expected=''
            [[ $line == '$ '* ]] || continue
            command=${line#'$ '}
            ran=$((ran + 1))
        fi
        more=false
        [[ $line != *'|' && $line != *\\ ]] || more=true
    done
    [ -z "$command" ] || run_example "$command" "$expected" || wrong=$((wrong + 1))
    echo "$ran examples, $wrong wrong"
    [ "$ran" -gt 0 ] && [ "$wrong" -eq 0 ]
}

run_example() { # command, expected output
    local got status=0
    got=$(bash -o pipefail -c "$1" 2>example.err </dev/null) || status=$?
    if [ "$status" -ne 0 ]; then
        printf 'exit status %s: %s\n' "$status" "$1"
        cat example.err
        return 1
    fi
    if [ -n "$2" ] && [ "$got"$'\n' != "$2" ]; then
        printf 'not what is said: %s\n' "$1"
        diff <(printf '%s' "$2") <(printf '%s\n' "$got")
        return 1
    fi
}

# The section EXAMPLES of a page as it is read.
examples_of() {
    mandoc -T utf8 "$1" | sed 's/.\x08//g' | awk '/^[^ ]/ { on = $0 == "EXAMPLES"; next } on' | sed 's/^     //'
}

# "s set NAME=VALUE" for each option that the page has, - where there is none.
options_of_page() {
    awk '/^\.It Fl / {
        letter = "-"; name = "-"; argument = "-"
        for (i = 2; i <= NF; i++) {
            if ($i == "Fl" && $(i + 1) ~ /^-/)
                name = substr($(i + 1), 2)
            else if ($i == "Fl")
                letter = $(i + 1)
            else if ($i == "Ar")
                argument = $(i + 1)
        }
        print letter, name, argument
    }' "$1" | sort
}

@test "the tables of the manual are those of the programs" {
    [ -x "$DESCRIBE" ] || skip "describe is not built"
    run -0 tests/make-manual "$DESCRIBE" man "$BATS_TEST_TMPDIR/man"
    run -0 diff -r man "$BATS_TEST_TMPDIR/man"
}

@test "every page is clean mdoc" {
    command -v mandoc >/dev/null || skip "mandoc is not installed"
    for page in man/*.[1-8]; do
        run -0 mandoc -T lint -W warning "$page"
        [ -z "$output" ]
    done
}

@test "every tool has its page, and every page what a page has" {
    for tool in "${TOOLS[@]}"; do
        [ -r "man/$tool.1" ]
        for section in NAME SYNOPSIS DESCRIPTION 'EXIT STATUS' ENVIRONMENT EXAMPLES 'SEE ALSO'; do
            grep -q "^\.Sh $section\$" "man/$tool.1" || {
                echo "$tool.1 has no section $section"
                return 1
            }
        done
    done
}

@test "the options of each page are the options of the tool, and no others" {
    for tool in "${TOOLS[@]}"; do
        "$BIN/$tool" ---options | awk -F'\t' '{ print $1, $2, $3 }' | sort >"$BATS_TEST_TMPDIR/tool"
        options_of_page "man/$tool.1" >"$BATS_TEST_TMPDIR/page"
        run -0 diff "$BATS_TEST_TMPDIR/tool" "$BATS_TEST_TMPDIR/page"
        [ -z "$(awk '{ print $2 }' "$BATS_TEST_TMPDIR/tool" | sort | uniq -d)" ] # none is there twice
    done
}

@test "the words of each choice stand in the page" {
    for tool in "${TOOLS[@]:1}"; do
        while IFS=$'\t' read -r _ name _ words _; do
            [[ $words == *'|'* ]] || continue
            for word in ${words//|/ }; do
                awk -v head="-$name" '/^\.It / { on = index($0, head) } on' "man/$tool.1" | grep -qw -e "$word" || {
                    echo "$tool.1 does not say that --$name takes $word"
                    return 1
                }
            done
        done < <("$BIN/$tool" ---options)
    done
}

@test "the pages that a page refers to are there" {
    for page in man/*.[1-8]; do
        while read -r name section; do
            case $name.$section in
            vmi*) [ -r "man/$name.$section" ] || {
                echo "$page: there is no $name($section)"
                return 1
            } ;;
            esac
        done < <(sed -n 's/^\.Xr \([a-z-]*\) \([1-8]\).*/\1 \2/p' "$page")
    done
}

@test "the examples of the manual run, and print what is said" {
    command -v mandoc >/dev/null || skip "mandoc is not installed"
    fill_folder
    for page in "$ROOT"/man/*.[1-8]; do
        examples_of "$page" >"$BATS_TEST_TMPDIR/examples"
        echo "${page##*/}:"
        run_examples <"$BATS_TEST_TMPDIR/examples"
    done
}

@test "the tour of the README runs, and prints what is said" {
    fill_folder
    awk '/^```/ { on = $0 == "```console"; print ""; next } on' "$ROOT/README.md" >tour
    run_examples <tour
}

@test "vmi help opens the page of a tool" {
    command -v man >/dev/null || command -v mandoc >/dev/null || skip "there is no man and no mandoc"
    [ "$BIN" -ef build/bin ] || skip "the programs are not beside the manual"
    MANPAGER=cat PAGER=cat run -0 "$BIN/vmi" help plan
    [[ $output == *"propose what to order"* ]]
}
