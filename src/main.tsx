import { render } from 'preact'

const root = document.getElementById('app')
if (root !== null) render(<h1>民情</h1>, root)
