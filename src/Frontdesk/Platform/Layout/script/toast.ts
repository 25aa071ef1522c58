/** Says something the server did not, such as a lost connection. */
export function toast(text: string): void {
  const element = document.createElement('div')
  element.className = 'toast toast-danger'
  element.dataset.controller = 'toast'
  element.append(Object.assign(document.createElement('p'), { textContent: text }))
  document.querySelector('#toasts')?.append(element)
}
