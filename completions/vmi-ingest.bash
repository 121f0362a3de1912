# bash completion for vmi-ingest, written by tests/make-completions

_vmi_ingest() {
    local cur=${COMP_WORDS[COMP_CWORD]} option=''
    COMPREPLY=()
    ((COMP_CWORD < 1)) || option=${COMP_WORDS[COMP_CWORD - 1]}
    if [[ $cur == = ]]; then
        cur=''
    elif ((COMP_CWORD > 1)) && [[ $option == = ]]; then
        option=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    case $option in
    -m | --mapping)
        mapfile -t COMPREPLY < <(compgen -f -- "$cur")
        compopt -o filenames 2>/dev/null
        return
        ;;
    -f | --from)
        mapfile -t COMPREPLY < <(compgen -W "auto csv tsv ndjson json x12 edifact" -- "$cur")
        return
        ;;
    --encoding)
        return
        ;;
    --delimiter)
        return
        ;;
    --quote)
        mapfile -t COMPREPLY < <(compgen -W "double none" -- "$cur")
        return
        ;;
    --skip-lines)
        return
        ;;
    --header-line)
        return
        ;;
    --columns)
        return
        ;;
    --decimal)
        mapfile -t COMPREPLY < <(compgen -W "auto point comma" -- "$cur")
        return
        ;;
    --dates)
        mapfile -t COMPREPLY < <(compgen -W "auto iso dmy mdy ymd excel yyyymm yyyyww" -- "$cur")
        return
        ;;
    --measure)
        return
        ;;
    --matrix)
        mapfile -t COMPREPLY < <(compgen -W "auto date location" -- "$cur")
        return
        ;;
    -r | --rejects)
        mapfile -t COMPREPLY < <(compgen -f -- "$cur")
        compopt -o filenames 2>/dev/null
        return
        ;;
    --report)
        mapfile -t COMPREPLY < <(compgen -f -- "$cur")
        compopt -o filenames 2>/dev/null
        return
        ;;
    --ack)
        mapfile -t COMPREPLY < <(compgen -f -- "$cur")
        compopt -o filenames 2>/dev/null
        return
        ;;
    --seen)
        mapfile -t COMPREPLY < <(compgen -f -- "$cur")
        compopt -o filenames 2>/dev/null
        return
        ;;
    --numbers)
        mapfile -t COMPREPLY < <(compgen -f -- "$cur")
        compopt -o filenames 2>/dev/null
        return
        ;;
    --max-rejects)
        return
        ;;
    --items)
        mapfile -t COMPREPLY < <(compgen -f -- "$cur")
        compopt -o filenames 2>/dev/null
        return
        ;;
    --previous)
        mapfile -t COMPREPLY < <(compgen -f -- "$cur")
        compopt -o filenames 2>/dev/null
        return
        ;;
    --dedupe)
        mapfile -t COMPREPLY < <(compgen -W "no ref" -- "$cur")
        return
        ;;
    --flows)
        mapfile -t COMPREPLY < <(compgen -W "add restate" -- "$cur")
        return
        ;;
    --levels)
        mapfile -t COMPREPLY < <(compgen -W "closing opening" -- "$cur")
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
        mapfile -t COMPREPLY < <(compgen -W "--mapping= -m --from= -f --explain --encoding= --delimiter= --quote= --skip-lines= --header-line= --columns= --decimal= --dates= --measure= --matrix= --rejects= -r --report= --ack= --seen= --numbers= --max-rejects= --strict --test --origin --items= --previous= --quarantine --balance --dedupe= --flows= --levels= --list-checks --list-codes --agreement= -a --set= -s --as-of= -d --to= -t --output= -o --seal --no-seal --max-record= --spreadsheet-safe --list --quiet -q --verbose -v --progress= --color= --help -h --version -V" -- "$cur")
        [[ ${COMPREPLY[0]-} != *= ]] || compopt -o nospace 2>/dev/null
        return
    fi
    mapfile -t COMPREPLY < <(compgen -f -- "$cur")
    compopt -o filenames 2>/dev/null
}
complete -F _vmi_ingest vmi-ingest
