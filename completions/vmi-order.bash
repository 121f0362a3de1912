# bash completion for vmi-order, written by tests/make-completions

_vmi_order() {
    local cur=${COMP_WORDS[COMP_CWORD]} option=''
    COMPREPLY=()
    ((COMP_CWORD < 1)) || option=${COMP_WORDS[COMP_CWORD - 1]}
    if [[ $cur == = ]]; then
        cur=''
    elif ((COMP_CWORD > 1)) && [[ $option == = ]]; then
        option=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    case $option in
    -k | --kind)
        mapfile -t COMPREPLY < <(compgen -W "documents activity 855 850 orders ordrsp gs1" -- "$cur")
        return
        ;;
    --number)
        return
        ;;
    --numbers)
        mapfile -t COMPREPLY < <(compgen -f -- "$cur")
        compopt -o filenames 2>/dev/null
        return
        ;;
    --state)
        mapfile -t COMPREPLY < <(compgen -f -- "$cur")
        compopt -o filenames 2>/dev/null
        return
        ;;
    -m | --mapping)
        mapfile -t COMPREPLY < <(compgen -f -- "$cur")
        compopt -o filenames 2>/dev/null
        return
        ;;
    --time)
        return
        ;;
    -a | --agreement)
        mapfile -t COMPREPLY < <(compgen -f -- "$cur")
        compopt -o filenames 2>/dev/null
        return
        ;;
    -s | --set)
        return
        ;;
    -d | --as-of)
        return
        ;;
    -f | --from)
        mapfile -t COMPREPLY < <(compgen -W "auto csv ndjson" -- "$cur")
        return
        ;;
    -t | --to)
        mapfile -t COMPREPLY < <(compgen -W "csv ndjson table json" -- "$cur")
        return
        ;;
    -o | --output)
        mapfile -t COMPREPLY < <(compgen -f -- "$cur")
        compopt -o filenames 2>/dev/null
        return
        ;;
    --max-record)
        return
        ;;
    --progress)
        mapfile -t COMPREPLY < <(compgen -W "auto always never" -- "$cur")
        return
        ;;
    --color)
        mapfile -t COMPREPLY < <(compgen -W "auto always never" -- "$cur")
        return
        ;;
    esac
    if [[ $cur == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "--kind= -k --number= --numbers= --state= --dry-run -n --ahead --mapping= -m --time= --agreement= -a --set= -s --as-of= -d --from= -f --to= -t --output= -o --seal --sealed --no-seal --max-record= --spreadsheet-safe --list --quiet -q --verbose -v --progress= --color= --help -h --version -V" -- "$cur")
        [[ ${COMPREPLY[0]-} != *= ]] || compopt -o nospace 2>/dev/null
        return
    fi
    mapfile -t COMPREPLY < <(compgen -f -- "$cur")
    compopt -o filenames 2>/dev/null
}
complete -F _vmi_order vmi-order
