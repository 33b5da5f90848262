/** What `--help` prints. */
export const USAGE = `Usage: linkerd-lint [options] <file or folder>...
       linkerd-lint [options] -

Says what Linkerd will really do with the annotations in Kubernetes YAML and JSON.

Options:
  --format text|json       how findings are printed (default: text)
  --fix                    apply safe fixes; with -, print the fixed text
  --stdin-filename <name>  the name under which standard input is reported
  --version                print the version
  -h, --help               print this

Settings come from the nearest .linkerd-lint.yaml.
Exit status: 0 no warning or error, 1 at least one, 2 misuse or a crash.`;
