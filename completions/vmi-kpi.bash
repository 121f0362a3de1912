# bash completion for vmi-kpi, written by tests/make-completions

_vmi_kpi() {
    local cur=${COMP_WORDS[COMP_CWORD]} option=''
    COMPREPLY=()
    ((COMP_CWORD < 1)) || option=${COMP_WORDS[COMP_CWORD - 1]}
    if [[ $cur == = ]]; then
        cur=''
    elif ((COMP_CWORD > 1)) && [[ $option == = ]]; then
        option=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    case $option in
    --since)
        return
        ;;
    --through)
        return
        ;;
    --by)
        local before=""
        [[ $cur != *,* ]] || before=${cur%,*},
        mapfile -t COMPREPLY < <(compgen -P "$before" -W "location sku class source week month quarter" -- "${cur##*,}")
        return
        ;;
    --rolling)
        return
        ;;
    --metrics)
        return
        ;;
    --lag)
        return
        ;;
    --proposals)
        mapfile -t COMPREPLY < <(compgen -f -- "$cur")
        compopt -o filenames 2>/dev/null
        return
        ;;
    --trend)
        mapfile -t COMPREPLY < <(compgen -f -- "$cur")
        compopt -o filenames 2>/dev/null
        return
        ;;
    --baseline)
        mapfile -t COMPREPLY < <(compgen -f -- "$cur")
        compopt -o filenames 2>/dev/null
        return
        ;;
    --baseline-since)
        return
        ;;
    --baseline-through)
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
        mapfile -t COMPREPLY < <(compgen -W "csv ndjson table markdown prometheus" -- "$cur")
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
    --threads)
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
        mapfile -t COMPREPLY < <(compgen -W "--since= --through= --by= --rolling= --spark --metrics= --lag= --proposals= --trend= --baseline= --baseline-since= --baseline-through= --check --findings --agreement= -a --set= -s --as-of= -d --from= -f --to= -t --output= -o --seal --sealed --no-seal --max-record= --threads= --spreadsheet-safe --list --quiet -q --verbose -v --progress= --color= --help -h --version -V" -- "$cur")
        [[ ${COMPREPLY[0]-} != *= ]] || compopt -o nospace 2>/dev/null
        return
    fi
    mapfile -t COMPREPLY < <(compgen -f -- "$cur")
    compopt -o filenames 2>/dev/null
}
complete -F _vmi_kpi vmi-kpi
