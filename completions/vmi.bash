# bash completion for vmi, written by tests/make-completions

_vmi() {
    local cur=${COMP_WORDS[COMP_CWORD]} option=''
    COMPREPLY=()
    ((COMP_CWORD < 1)) || option=${COMP_WORDS[COMP_CWORD - 1]}
    local tools='ingest threshold plan order track kpi agree' function file
    if ((COMP_CWORD > 1)) && [[ ${COMP_WORDS[1]} == help ]]; then
        ((COMP_CWORD > 2)) || mapfile -t COMPREPLY < <(compgen -W "$tools" -- "$cur")
        return
    fi
    if ((COMP_CWORD > 1)) && [[ " $tools " == *" ${COMP_WORDS[1]} "* ]]; then
        function=_vmi_${COMP_WORDS[1]}
        for file in "${BASH_SOURCE[0]%/*}/vmi-${COMP_WORDS[1]}"{,.bash}; do
            # shellcheck source=/dev/null
            declare -F "$function" >/dev/null || { [[ -r $file ]] && . "$file"; }
        done
        declare -F "$function" >/dev/null && "$function"
        return
    fi
    if [[ $cur == = ]]; then
        cur=''
    elif ((COMP_CWORD > 1)) && [[ $option == = ]]; then
        option=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    case $option in

    esac
    if [[ $cur == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "--help -h --version -V" -- "$cur")
        [[ ${COMPREPLY[0]-} != *= ]] || compopt -o nospace 2>/dev/null
        return
    fi
    mapfile -t COMPREPLY < <(compgen -W "$tools help" -- "$cur")
}
complete -F _vmi vmi
