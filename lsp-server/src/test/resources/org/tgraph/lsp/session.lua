-- A session of Neovim's own client: what it is told and what it does goes to the file $TGRAPH_TOLD.
local told = io.open(vim.env.TGRAPH_TOLD, "w")
local function tell(text)
  told:write(text .. "\n")
  told:flush()
end

local function wait(what, condition)
  if not vim.wait(60000, condition, 20) then
    tell("nothing came: " .. what)
    vim.cmd("cquit")
  end
end

local ok, problem = pcall(function()
  vim.cmd("edit " .. vim.env.TGRAPH_SCRIPT)
  local buffer = vim.api.nvim_get_current_buf()
  local client = vim.lsp.start_client({
    name = "tgraph",
    cmd = vim.split(vim.env.TGRAPH_SERVER, "\n"),
    root_dir = vim.fn.getcwd(),
  })
  vim.lsp.buf_attach_client(buffer, client)

  local function ask(method, params)
    local answers = vim.lsp.buf_request_sync(buffer, method, params, 60000)
    local answer = answers and answers[client]
    assert(answer and not answer.err, method .. ": " .. vim.inspect(answers))
    return answer.result
  end
  local function at(line, character)
    return {
      textDocument = vim.lsp.util.make_text_document_params(buffer),
      position = { line = line, character = character },
    }
  end
  local function encoding(result)
    return result, vim.lsp.get_client_by_id(client).offset_encoding
  end

  wait("diagnostics", function() return #vim.diagnostic.get(buffer) > 0 end)
  for _, d in ipairs(vim.diagnostic.get(buffer)) do
    tell(("diagnostic %d:%d %s"):format(d.lnum, d.col, d.code or d.user_data.lsp.code))
  end

  tell("hover " .. ask("textDocument/hover", at(1, 4)).contents.value:match("x: [^\n]*"))

  local range = { start = { line = 2, character = 8 }, ["end"] = { line = 2, character = 9 } }
  local actions = ask("textDocument/codeAction", {
    textDocument = vim.lsp.util.make_text_document_params(buffer),
    range = range,
    context = { diagnostics = {} },
  })
  tell("action " .. actions[1].title)
  vim.lsp.util.apply_workspace_edit(encoding(actions[1].edit))
  tell("line " .. vim.api.nvim_buf_get_lines(buffer, 2, 3, false)[1])
  wait("the end of diagnostics", function() return #vim.diagnostic.get(buffer) == 0 end)
  tell("right")

  local rename = at(1, 4)
  rename.newName = "matrix"
  vim.lsp.util.apply_workspace_edit(encoding(ask("textDocument/rename", rename)))
  tell("line " .. vim.api.nvim_buf_get_lines(buffer, 2, 3, false)[1])

  vim.api.nvim_buf_set_lines(buffer, 3, 3, false, { "print(nile.)" })
  local labels = {}
  local offered = ask("textDocument/completion", at(3, 11))
  for _, item in ipairs(offered.items or offered) do
    table.insert(labels, item.label)
  end
  table.sort(labels)
  tell("columns " .. table.concat(labels, " "))

  vim.api.nvim_buf_set_lines(buffer, 3, 4, false, { "print(  1 )" })
  vim.lsp.util.apply_text_edits(
    ask("textDocument/formatting", {
      textDocument = vim.lsp.util.make_text_document_params(buffer),
      options = { tabSize = 2, insertSpaces = true },
    }),
    buffer,
    "utf-16"
  )
  tell("line " .. vim.api.nvim_buf_get_lines(buffer, 3, 4, false)[1])
  tell("symbols " .. #ask("textDocument/documentSymbol", { textDocument = vim.lsp.util.make_text_document_params(buffer) }))
end)
if not ok then
  tell("failed: " .. tostring(problem))
end
told:close()
vim.cmd("qall!")
