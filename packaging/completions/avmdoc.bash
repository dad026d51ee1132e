# Completion of avmdoc for bash. Commands and options come from the command's own help, so they are
# those of the version that is called.
_avmdoc() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} program=${COMP_WORDS[0]}
  local commands
  commands=$("$program" help 2>/dev/null | sed -n '/^Commands:/,/^$/s/^  \([a-z][a-z-]*\) .*/\1/p')
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    mapfile -t COMPREPLY < <(compgen -W "$commands help --help --version" -- "$current")
    return
  fi
  case $previous in
    --links) mapfile -t COMPREPLY < <(compgen -W 'keep catalog' -- "$current") ;;
    --from) mapfile -t COMPREPLY < <(compgen -W 'auto source template' -- "$current") ;;
    --module-cache) mapfile -t COMPREPLY < <(compgen -d -- "$current") ;;
    --profile) mapfile -t COMPREPLY < <(compgen -W 'auto avm bicep' -- "$current") ;;
    explain) mapfile -t COMPREPLY < <(compgen -W "$("$program" explain 2>/dev/null | sed 's/ .*//')" -- "$current") ;;
    help) mapfile -t COMPREPLY < <(compgen -W "$commands" -- "$current") ;;
    *)
      if [[ $current == -* ]]; then
        local options
        options=$("$program" help "${COMP_WORDS[1]}" 2>/dev/null |
          sed -n 's/^ *\(-[a-zA-Z], \)\{0,1\}\(--[a-z][a-z-]*\).*/\2/p')
        mapfile -t COMPREPLY < <(compgen -W "$options" -- "$current")
      else
        mapfile -t COMPREPLY < <(compgen -f -- "$current")
        compopt -o filenames 2>/dev/null
      fi
      ;;
  esac
}
complete -F _avmdoc avmdoc
