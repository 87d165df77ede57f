import '@fontsource-variable/inter'
import './theme.css'
import { createApp } from 'vue'
import App from './App.vue'

createApp(App).mount('#app')
