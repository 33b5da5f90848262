-- What Neovim shows of pod.yaml, as JSON in the file that $SEEN names. The configuration under test is loaded already.
local function see()
  vim.cmd('edit pod.yaml')
  vim.bo.filetype = 'yaml'
  vim.wait(20000, function() return #vim.diagnostic.get(0) > 0 end, 20)
  local codes = vim.tbl_map(function(diagnostic) return diagnostic.code end, vim.diagnostic.get(0))

  vim.api.nvim_win_set_cursor(0, { 5, 44 })
  local function ask(method, params)
    for _, answer in pairs(vim.lsp.buf_request_sync(0, method, params, 20000) or {}) do
      return answer.result
    end
  end
  local hover = ask('textDocument/hover', vim.lsp.util.make_position_params())

  local params = vim.lsp.util.make_range_params()
  params.range['end'] = { line = 4, character = 54 }
  params.context = { diagnostics = {} }
  local actions = ask('textDocument/codeAction', params)
  for _, action in ipairs(actions) do
    if action.isPreferred then
      vim.lsp.util.apply_workspace_edit(action.edit, 'utf-16')
      break
    end
  end
  return {
    codes = codes,
    hover = hover.contents.value,
    actions = vim.tbl_map(function(action) return action.title end, actions),
    fixed = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n') .. '\n',
  }
end

local done, seen = pcall(see)
if not done then
  io.stderr:write(tostring(seen))
  vim.cmd('cquit')
end
vim.fn.writefile({ vim.fn.json_encode(seen) }, os.getenv('SEEN'))
vim.cmd('qall!')
