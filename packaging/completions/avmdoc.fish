# Completion of avmdoc for fish. Commands and options come from the command's own help, so they are
# those of the version that is called.
function __avmdoc_commands
    avmdoc help 2>/dev/null | sed -n '/^Commands:/,/^$/s/^  \([a-z][a-z-]*\)  *\(.*\)/\1\t\2/p'
end

function __avmdoc_options
    set -l words (commandline -opc)
    set -q words[2]; or return
    avmdoc help $words[2] 2>/dev/null | sed -n 's/^ *\(-[a-zA-Z], \)\{0,1\}\(--[a-z][a-z-]*\).*/\2/p'
end

function __avmdoc_is_first
    test (count (commandline -opc)) -eq 1
end

complete -c avmdoc -n __avmdoc_is_first -f -a '(__avmdoc_commands)'
complete -c avmdoc -n __avmdoc_is_first -f -a help -d 'Print the help of a command'
complete -c avmdoc -n '__fish_seen_subcommand_from help' -f -a '(__avmdoc_commands)'
complete -c avmdoc -n '__fish_seen_subcommand_from explain' -f -a "(avmdoc explain 2>/dev/null | sed 's/  */\t/')"
complete -c avmdoc -n 'not __avmdoc_is_first; and string match -q -- "-*" (commandline -ct)' -f -a '(__avmdoc_options)'
complete -c avmdoc -l links -x -a 'keep catalog'
complete -c avmdoc -l from -x -a 'auto source template'
complete -c avmdoc -l module-cache -x -a '(__fish_complete_directories)'
complete -c avmdoc -l profile -x -a 'auto avm bicep'
