;;; emacs.el --- What Emacs shows of pod.yaml, as JSON in the file that $SEEN names  -*- lexical-binding: t -*-
;;; Commentary:
;; The configuration under test is loaded already.
;;; Code:

(require 'yaml-mode)
(require 'json)

(defun seen-wait (ready)
  "Wait until the function READY gives something, and give it."
  (let ((end (+ (float-time) 20)) value)
    (while (and (not (setq value (funcall ready))) (< (float-time) end))
      (accept-process-output nil 0.05))
    (or value (error "Nothing came"))))

(find-file "pod.yaml")
(yaml-mode)
;; `eglot-ensure' waits for the end of a command, and there is none here.
(run-hooks 'post-command-hook)
(seen-wait #'eglot-current-server)
(flymake-start)
(let* ((diagnostics (seen-wait (lambda () (accept-process-output nil 0.05) (flymake-start) (flymake-diagnostics))))
       (codes (mapcar (lambda (diagnostic)
                        (plist-get (cdr (assoc 'eglot-lsp-diag (flymake-diagnostic-data diagnostic))) :code))
                      diagnostics))
       (server (eglot-current-server))
       (hover (progn
                (goto-char (point-min))
                (search-forward "8080")
                (jsonrpc-request server :textDocument/hover (eglot--TextDocumentPositionParams))))
       (actions (append (eglot-code-actions (line-beginning-position) (line-end-position)) nil))
       (preferred (seq-find (lambda (action) (eq t (plist-get action :isPreferred))) actions)))
  (eglot--apply-workspace-edit (plist-get preferred :edit))
  (with-temp-file (getenv "SEEN")
    (insert (json-serialize
             (list :codes (vconcat codes)
                   :hover (plist-get (plist-get hover :contents) :value)
                   :actions (vconcat (mapcar (lambda (action) (plist-get action :title)) actions))
                   :fixed (with-current-buffer "pod.yaml" (buffer-string)))))))
;;; emacs.el ends here
