package pagoda.app.cli;

import java.util.List;
import java.util.stream.Collectors;
import pagoda.app.settings.Key;
import pagoda.app.settings.Keys;

/** The script that completes Pagoda's command line in a shell. */
public final class Completion {
  private Completion() {}

  /** The script for bash, which zsh understands with its {@code bashcompinit}. */
  public static String bash(List<Command> commands) {
    String keys = Keys.ALL.stream().map(Key::name).collect(Collectors.joining(" "));
    String cases =
        commands.stream()
            .map(c -> "    %s) options=\"%s\" ;;\n".formatted(c.name(), words(c.allOptions())))
            .collect(Collectors.joining());
    String names = commands.stream().map(Command::name).collect(Collectors.joining(" "));
    return """
    # bash completion for pagoda: source <(pagoda completion bash)
    # zsh: autoload -U +X bashcompinit && bashcompinit, then the same with bash
    _pagoda() {
      local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command= i options
      [[ $word == = ]] && return
      for ((i = 1; i < COMP_CWORD; i++)); do
        [[ ${COMP_WORDS[i]} != -* ]] && { command=${COMP_WORDS[i]}; break; }
      done
      if [[ $before == --set ]]; then
        COMPREPLY=($(compgen -S = -W "%s" -- "$word"))
        compopt -o nospace 2>/dev/null
        return
      fi
      case $command in
    %s    *) options="%s" ;;
      esac
      if [[ $word == -* ]]; then
        COMPREPLY=($(compgen -W "$options" -- "$word"))
      elif [[ -z $command || $command == help ]]; then
        COMPREPLY=($(compgen -W "%s" -- "$word"))
      else
        COMPREPLY=($(compgen -f -- "$word"))
      fi
    }
    complete -o filenames -F _pagoda pagoda
    """
        .formatted(keys, cases, words(Command.COMMON), names);
  }

  private static String words(List<Option> options) {
    return options.stream().map(o -> "--" + o.name()).collect(Collectors.joining(" "));
  }
}
