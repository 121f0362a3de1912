#!/usr/bin/env bats
# The completions are those of the option tables, and complete what they say.

load helpers

setup() {
    cd "$BATS_TEST_DIRNAME/.." || return 1
    BIN=${VMI_BIN:-$PWD/build/bin}
}

# Sources FILE in a shell of its own, and completes the last of WORDS; a line a reply.
complete_in_bash() { # completion file, word...
    # shellcheck disable=SC2016 # of the shell that is called
    bash -c '. "$1"
        shift
        COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
        function=$(complete -p "$1")
        function=${function#*-F }
        "${function%% *}"
        [ "${#COMPREPLY[@]}" -eq 0 ] || printf "%s\n" "${COMPREPLY[@]}"' complete "$@"
}

@test "the completions are those of the programs" {
    run -0 tests/make-completions "$BIN" "$BATS_TEST_TMPDIR/completions"
    run -0 diff -r completions "$BATS_TEST_TMPDIR/completions"
}

@test "every tool has its three completions" {
    for tool in "${TOOLS[@]}"; do
        [ -s "completions/$tool.bash" ]
        [ -s "completions/_$tool" ]
        [ -s "completions/$tool.fish" ]
    done
}

@test "bash reads its completions" {
    for file in completions/*.bash; do
        run -0 bash -n "$file"
        [ -z "$output" ]
    done
}

@test "zsh reads its completions" {
    command -v zsh >/dev/null || skip "zsh is not installed"
    for file in completions/_*; do
        run -0 zsh -n "$file"
        [ -z "$output" ]
    done
}

@test "fish reads its completions, and completes" {
    command -v fish >/dev/null || skip "fish is not installed"
    for file in completions/*.fish; do
        run -0 fish -n "$file"
        [ -z "$output" ]
    done
    HOME=$BATS_TEST_TMPDIR run -0 fish -c "source completions/vmi-plan.fish; complete -C 'vmi-plan --to='"
    [[ $output == *ndjson* ]]
}

@test "bash: every option is offered" {
    for tool in "${TOOLS[@]}"; do
        run -0 complete_in_bash "completions/$tool.bash" "$tool" --
        while IFS=$'\t' read -r _ name argument _; do
            [ "$argument" = - ] || name+='='
            grep -qxF -e "--$name" <<<"$output" || {
                echo "$tool: --$name is not offered"
                return 1
            }
        done < <("$BIN/$tool" ---options)
    done
}

@test "bash: the beginning of an option is completed" {
    run -0 complete_in_bash completions/vmi-kpi.bash vmi-kpi activity.csv --ch
    [ "$output" = --check ]
}

@test "bash: the words of a choice are completed, after a blank and after =" {
    run -0 complete_in_bash completions/vmi-plan.bash vmi-plan -t ''
    [ "$output" = $'csv\nndjson\ntable' ]
    run -0 complete_in_bash completions/vmi-plan.bash vmi-plan --to = n
    [ "$output" = ndjson ]
    run -0 complete_in_bash completions/vmi-plan.bash vmi-plan --to =
    [ "$output" = $'csv\nndjson\ntable' ]
}

@test "bash: a list of columns is completed behind its last comma" {
    run -0 complete_in_bash completions/vmi-kpi.bash vmi-kpi --by = location,s
    [ "$output" = $'location,sku\nlocation,source' ]
}

@test "bash: files are completed for FILE and for operands, and not for a date" {
    run -0 complete_in_bash completions/vmi-plan.bash vmi-plan -a LICEN
    [ "$output" = LICENSE ]
    run -0 complete_in_bash completions/vmi-plan.bash vmi-plan LICEN
    [ "$output" = LICENSE ]
    run -0 complete_in_bash completions/vmi-plan.bash vmi-plan -d LICEN
    [ -z "$output" ]
}

@test "bash: vmi completes tools, help, and the options of a tool" {
    run -0 complete_in_bash completions/vmi.bash vmi ''
    [ "$output" = $'ingest\nthreshold\nplan\norder\ntrack\nkpi\nagree\nhelp' ]
    run -0 complete_in_bash completions/vmi.bash vmi help th
    [ "$output" = threshold ]
    run -0 complete_in_bash completions/vmi.bash vmi kpi --ch
    [ "$output" = --check ]
    run -0 complete_in_bash completions/vmi.bash vmi plan --to = t
    [ "$output" = table ]
}
